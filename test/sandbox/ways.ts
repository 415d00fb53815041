import { createSandbox, type Sandbox, type SandboxOptions } from 'viber-mailing/sandbox';

/** A sandbox, and a `fetch` that reaches it. */
export interface Reached extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** Posts a request's JSON, or a text as it is. */
  post(body: unknown, init?: RequestInit): Promise<Response>;
}

/** Both ways to reach a sandbox: what holds for one holds for the other. */
export const ways: readonly { readonly way: string; readonly reach: (options?: SandboxOptions) => Promise<Reached> }[] = [
  { way: 'in memory', reach: async (options) => reached(createSandbox(options)) },
  {
    way: 'over HTTP',
    async reach(options) {
      const sandbox = createSandbox(options);
      const server = await sandbox.listen();
      return { ...reached(sandbox, server.baseUrl, fetch), [Symbol.asyncDispose]: server.close };
    },
  },
];

function reached(sandbox: Sandbox, baseUrl = 'https://app.sms.by/api/v1/', reach: typeof fetch = sandbox.fetch): Reached {
  return {
    sandbox,
    baseUrl,
    fetch: reach,
    post: (body, init) =>
      reach(`${baseUrl}sendBulkViber`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
        ...init,
      }),
    async [Symbol.asyncDispose]() {},
  };
}
