import { documented } from './raw-server.ts';

/** One thing that a fetch does: gives an answer, or throws. */
export type Step = () => Promise<Response>;

export const accepts: Step = async () => new Response(documented);

export const answers =
  (status: number, body = '{"error":"no"}', headers: Record<string, string> = {}): Step =>
  async () =>
    new Response(status === 204 || status === 304 ? null : body, { status, headers });

export const throws =
  (error: unknown): Step =>
  async () => {
    throw error;
  };

/** As Node throws what happened to a connection. */
export const fails = (code: string, more: object = {}): Step =>
  throws(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code, ...more }) }));

export const refused: Step = fails('ECONNREFUSED', { syscall: 'connect' });
export const never: Step = () => new Promise(() => {});

/** A fetch that takes one step at each call, the last one again and again, and the bodies that it was given. */
export function scripted(...steps: readonly Step[]) {
  const bodies: string[] = [];
  const fetch = async (input: Request): Promise<Response> => {
    const step = steps[Math.min(bodies.length, steps.length - 1)] as Step;
    bodies.push('');
    const place = bodies.length - 1;
    // Read beside the step, so that the step is taken in the same turn as with a fetch that does not look at it.
    input.text().then((body) => {
      bodies[place] = body;
    });
    return step();
  };
  return { fetch, bodies };
}
