import { createClient, type RequestJson } from 'viber-mailing';

/** What the API answers to a request, given its number from 0 and the phones in it. */
export type Script = (request: number, phones: readonly string[]) => Response | Promise<Response>;

export interface Scripted {
  readonly client: ReturnType<typeof createClient>;
  /** The first phone of each request, in the order in which they went out. */
  readonly posted: string[];
  /** How many requests were under way at once, at most. */
  readonly most: () => number;
}

/** A client of ours whose requests are answered by a script. */
export function scripted(script: Script, options: object = {}, onRequest?: (request: RequestJson) => void): Scripted {
  const posted: string[] = [];
  let underWay = 0;
  let most = 0;
  const fetch = async (_url: string, { body }: RequestInit) => {
    const request = (await new Response(body).json()) as RequestJson;
    onRequest?.(request);
    const phones = request.messages[0]?.delivery_list as string[];
    const number = posted.push(phones[0] as string) - 1;
    most = Math.max(most, ++underWay);
    try {
      return await script(number, phones);
    } finally {
      underWay--;
    }
  };
  return { client: createClient({ token: 'token', ...options, fetch }), posted, most: () => most };
}

export const accept = (uuid = 'cc9c8043-8caf-11ef-b035-9e8f47954dec') => Response.json({ uuid, success: 'OK' });
export const refuse = (status: number, error: string, headers: Record<string, string> = {}) =>
  Response.json({ error }, { status, headers });
export const lost = (): never => {
  throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
};
export const unreachable = (): never => {
  throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }) });
};
export const later = (time: number, response: () => Response = accept) =>
  new Promise<Response>((resolve) => setTimeout(() => resolve(response()), time));

/** A promise that is kept once so many have asked for it: that many requests are under way together. */
export function together(count: number): () => Promise<void> {
  let release = () => {};
  const all = new Promise<void>((resolve) => {
    release = resolve;
  });
  return () => {
    if (--count === 0) release();
    return all;
  };
}
