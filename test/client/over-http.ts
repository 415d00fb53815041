import { type RequestOptions, request } from 'node:http';

/** A `fetch` made of `node:http`, as those of most libraries are. */
export function overHttp(
  url: string,
  { method, headers, body, signal }: RequestInit,
  options: RequestOptions = {},
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method, headers: headers as Record<string, string>, signal: signal as AbortSignal, ...options },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve(
            new Response(Buffer.concat(chunks), {
              status: answer.statusCode as number,
              headers: { ...answer.headers } as HeadersInit,
            }),
          ),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
