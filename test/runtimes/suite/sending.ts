import { type ClientOptions, createClient, mailing, request, SendError, type SendOptions } from 'viber-mailing';
import { createSandbox } from 'viber-mailing/sandbox';
import { type Behaviour, holds, type Runtime, same } from './behaviour.ts';
import type { Answer, Plan } from './plan.ts';
import { secrets } from './secrets.ts';
import { nobody, serving } from './servers.ts';

const { token, phone, text, link, image } = secrets;
const uuid = 'cc9c8043-8caf-11ef-b035-9e8f47954dec';
const accepted: Answer = { status: 200, body: JSON.stringify({ uuid, success: 'OK' }) };

/** What is sent: a personal button, which holds each sort of secret. */
export const notice = mailing().from('444').personal().button({ caption: 'Pay', image }).to([{ phone, text, link }]);

/** What came of a send: the outcome, and what goes with it. */
export async function outcomeOf(
  options: Omit<ClientOptions, 'token'>,
  send?: SendOptions,
): Promise<{ outcome: string; [detail: string]: unknown }> {
  const { outcome, error, uuid } = await sent(options, send);
  const { status, code, reason, retryable } = (error ?? {}) as Record<string, unknown>;
  return { outcome, uuid, status, code, reason, retryable };
}

/** The same, with the error itself. */
export async function sent(
  options: Omit<ClientOptions, 'token'>,
  send?: SendOptions,
): Promise<{ outcome: string; uuid?: string; error?: SendError }> {
  try {
    const receipt = await createClient({ token, retry: 0, timeout: 20_000, ...options } as ClientOptions).send(notice, send);
    return { outcome: 'accepted', uuid: receipt.uuid };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    return { outcome: error.outcome, error };
  }
}

/** Where nothing arrived: what the runtimes say of it, and that the library may try again. */
const toClosedPort: Record<Runtime, { outcome: string; tries: number }> = {
  node: { outcome: 'not-sent', tries: 3 },
  bun: { outcome: 'not-sent', tries: 3 },
  deno: { outcome: 'not-sent', tries: 3 },
  workerd: { outcome: 'unknown', tries: 1 },
};

/** Plans after which a request may have been accepted. Nothing but the outcome is the same in all runtimes. */
const unknowns: readonly (readonly [title: string, plan: Plan])[] = [
  ['the connection is closed instead of an answer', { does: 'closes' }],
  ['the connection is reset instead of an answer', { does: 'resets' }],
  ['half a status line comes', { does: 'says', bytes: 'HTTP/1.1 2', and: 'closes' }],
  ['headers come and then a reset', { does: 'says', bytes: 'HTTP/1.1 200 OK\r\ncontent-length: 66\r\n\r\n', and: 'resets' }],
  [
    'half a body comes',
    { does: 'says', bytes: `HTTP/1.1 200 OK\r\ncontent-length: 66\r\n\r\n${accepted.body.slice(0, 40)}`, and: 'closes' },
  ],
  ['the answer is not one of HTTP', { does: 'says', bytes: '220 mail.example.com ESMTP\r\n', and: 'closes' }],
  ['the answer is empty', { does: 'answers', answers: [{ status: 200, body: '' }] }],
  ['the answer is a page', { does: 'answers', answers: [{ status: 200, body: '<html>' }] }],
  ['the server fails with 500', { does: 'answers', answers: [{ status: 500, body: '{"error":"no"}' }] }],
  [
    'the server asks to come back after a 503',
    { does: 'answers', answers: [{ status: 503, body: '', headers: { 'retry-after': '0' } }] },
  ],
  ['the body never ends', { does: 'never ends' }],
];

export const sending: readonly Behaviour[] = [
  {
    title: 'sends a request once, byte for byte, and gives the receipt',
    run: (place) =>
      serving(place, { does: 'answers', answers: [accepted] }, async ({ baseUrl, books }) => {
        same((await outcomeOf({ baseUrl })).uuid, uuid, 'the receipt');
        const { requests, last } = await books();
        same([requests, last.body], [1, JSON.stringify(request({ token }).add(notice))], 'what arrived');
        holds(last.headers.startsWith('POST /api/sendBulkViber HTTP/1.1\r\n'), 'it is posted to the method');
        holds(/^content-type: *application\/json\r$/im.test(last.headers), 'it is JSON');
      }),
  },
  {
    title: 'gives a refusal with its reason, without the values of the request in it',
    run: (place) =>
      serving(
        place,
        { does: 'answers', answers: [{ status: 400, body: JSON.stringify({ error: `${phone} is wrong` }) }] },
        async ({ baseUrl, books }) => {
          const { outcome, status, reason } = await outcomeOf({ baseUrl, retry: 2 });
          same([outcome, status, (await books()).requests], ['rejected', 400, 1], 'the outcome');
          holds(String(reason).endsWith(' is wrong') && !String(reason).includes(phone), 'the reason hides the phone');
        },
      ),
  },
  {
    title: 'takes an error with status 200 for the refusal that it is',
    run: (place) =>
      serving(place, { does: 'answers', answers: [{ status: 200, body: '{"error":"no money"}' }] }, async ({ baseUrl }) => {
        const { outcome, status, reason } = await outcomeOf({ baseUrl });
        same([outcome, status, reason], ['rejected', 200, 'no money'], 'the outcome');
      }),
  },
  {
    title: 'tries again after 429, as soon as the server asks to',
    run: (place) =>
      serving(
        place,
        { does: 'answers', answers: [{ status: 429, body: '', headers: { 'retry-after': '0' } }, accepted] },
        async ({ baseUrl, books }) => {
          const told: unknown[] = [];
          const { outcome } = await outcomeOf({ baseUrl, retry: 2, onRetry: (retry) => told.push(retry) });
          same([outcome, (await books()).requests], ['accepted', 2], 'the outcome');
          same(told, [{ attempt: 1, delay: 0, outcome: 'rejected', status: 429 }], 'what onRetry was told');
        },
      ),
  },
  {
    title: 'says that nothing was sent where nobody listens, as far as the runtime tells, and tries again only then',
    async run(place) {
      let tries = 1;
      const { outcome } = await outcomeOf({ baseUrl: await nobody(place), retry: 2, onRetry: () => tries++ });
      same({ outcome, tries }, toClosedPort[place.runtime], 'the outcome');
    },
  },
  {
    title: 'says that nothing was sent where there is no such host, as far as the runtime tells',
    async run(place) {
      const { outcome } = await outcomeOf({ baseUrl: 'https://no-such-host.invalid/api/' });
      same(outcome, toClosedPort[place.runtime].outcome, 'the outcome');
    },
  },
  {
    title: 'says that nothing was sent where the certificate is not trusted, as far as the runtime tells, and tries once',
    run: (place) =>
      serving(place, { does: 'answers', answers: [accepted], certificate: 'not trusted' }, async ({ port, books }) => {
        let tries = 1;
        const baseUrl = `https://localhost:${port}/api/`;
        const { outcome } = await outcomeOf({ baseUrl, retry: 2, onRetry: () => tries++ });
        same([outcome, tries, (await books()).requests], [toClosedPort[place.runtime].outcome, 1, 0], 'the outcome');
      }),
  },
  ...unknowns.map(
    ([title, plan]): Behaviour => ({
      title: `does not know the outcome where ${title}, and never sends again`,
      run: (place) =>
        serving(place, plan, async ({ baseUrl, books }) => {
          const { outcome } = await outcomeOf({ baseUrl, retry: 2 });
          const { requests } = await books();
          same({ outcome, requests }, { outcome: 'unknown', requests: 1 }, 'the outcome');
        }),
    }),
  ),
  ...[301, 302, 303, 307, 308].map(
    (status): Behaviour => ({
      title: `does not follow a redirect with ${status}: the target gets nothing`,
      run: (place) =>
        serving(place, { does: 'answers', answers: [accepted] }, (target) =>
          serving(
            place,
            { does: 'answers', answers: [{ status, body: '', headers: { location: `${target.baseUrl}elsewhere` } }] },
            async ({ baseUrl, books }) => {
              const { outcome } = await outcomeOf({ baseUrl, retry: 2 });
              same([outcome, (await books()).requests, (await target.books()).connections], ['unknown', 1, 0], 'the outcome');
            },
          ),
        ),
    }),
  ),
  {
    title: 'reads no more than 64 KB of an answer',
    run: (place) =>
      serving(place, { does: 'answers', answers: [{ status: 400, body: `no${' '.repeat(5_000_000)}` }] }, async ({ baseUrl }) => {
        const { outcome, reason } = await outcomeOf({ baseUrl });
        same([outcome, reason], ['rejected', 'no'], 'the outcome');
      }),
  },
  {
    title: 'gives up after the timeout, whether before or within the answer',
    async run(place) {
      const silences: readonly Plan[] = [
        { does: 'is silent' },
        { does: 'says', bytes: 'HTTP/1.1 200 OK\r\ncontent-length: 66\r\n\r\n{"uuid":', and: 'stays' },
      ];
      for (const plan of silences)
        await serving(place, plan, async ({ baseUrl, books }) => {
          const { outcome } = await outcomeOf({ baseUrl, timeout: 500, retry: 2 });
          same([outcome, (await books()).requests <= 1], ['unknown', true], 'the outcome');
        });
    },
  },
  {
    title: 'sends nothing where the signal was aborted before',
    run: (place) =>
      serving(place, { does: 'answers', answers: [accepted] }, async ({ baseUrl, books }) => {
        const { outcome, retryable } = await outcomeOf({ baseUrl, retry: 2 }, { signal: AbortSignal.abort() });
        same([outcome, retryable, (await books()).requests], ['not-sent', false, 0], 'the outcome');
      }),
  },
  {
    title: 'does not know the outcome where the signal is aborted under way',
    run: (place) =>
      serving(place, { does: 'is silent' }, async ({ baseUrl, books }) => {
        const aborting = new AbortController();
        const outcome = outcomeOf({ baseUrl, retry: 2 }, { signal: aborting.signal });
        while ((await books()).requests === 0);
        aborting.abort();
        same([(await outcome).outcome, (await books()).requests], ['unknown', 1], 'the outcome');
      }),
  },
  {
    title: 'sends many at a time, each once',
    run: (place) =>
      serving(place, { does: 'answers', answers: [accepted] }, async ({ baseUrl, books }) => {
        const outcomes = await Promise.all(Array.from({ length: 40 }, () => outcomeOf({ baseUrl })));
        same([outcomes.filter(({ outcome }) => outcome === 'accepted').length, (await books()).requests], [40, 40], 'the outcome');
      }),
  },
  {
    title: 'sends into the sandbox, without a network',
    async run() {
      const sandbox = createSandbox();
      const { outcome } = await outcomeOf({ fetch: sandbox.fetch });
      same([outcome, sandbox.requests], ['accepted', [request({ token }).add(notice)]], 'the outcome');
      sandbox.failNext('refused');
      same((await outcomeOf({ fetch: sandbox.fetch })).outcome, 'not-sent', 'the outcome');
    },
  },
];
