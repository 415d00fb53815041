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
  const fetch = async (_: string, { body }: { readonly body: string | Uint8Array }): Promise<Response> => {
    const step = steps[Math.min(bodies.length, steps.length - 1)] as Step;
    bodies.push(typeof body === 'string' ? body : new TextDecoder().decode(body));
    return step();
  };
  return { fetch, bodies };
}
