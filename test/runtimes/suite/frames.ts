import { type ClientOptions, createClient, mailing, SendError } from 'viber-mailing';
import { type Behaviour, holds, type Place, same } from './behaviour.ts';
import type { Http1Act, Http2Act, Moment, Plan } from './plan.ts';
import { secrets } from './secrets.ts';
import { serving } from './servers.ts';

/** What came of the sends of a cell, each to a phone of its own: how many had each outcome, and how often one was taken. */
export interface Cell {
  readonly outcomes: Readonly<Record<string, number>>;
  /** Requests that arrived whole, also where the server refused them. */
  readonly arrived: number;
  /** Of those that the server may have taken, how many it got twice. */
  readonly doubles: number;
  /** How many came by HTTP/2, whole or not. */
  readonly http2?: number;
}

type Outcome = 'accepted' | 'rejected' | 'not-sent' | 'unknown';
type Way = 'single' | 'campaign';

const documented = '{"uuid":"cc9c8043-8caf-11ef-b035-9e8f47954dec","success":"OK"}';
const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const whole = `${head}content-length: ${documented.length}\r\n\r\n${documented}`;
const chunk = `${documented.length.toString(16)}\r\n${documented}\r\n`;
const refusal = 'HTTP/1.1 413 Payload Too Large\r\ncontent-length: 0\r\n\r\n';

const at = (act: 'ends the connection', by: 'a reset' | 'closing its half', at: Moment): Http1Act => ({ does: act, by, at });
const writes = (bytes: string, at: Moment, next: 'reads on' | 'closes its half' | 'resets' = 'reads on'): Http1Act => ({
  does: 'writes',
  bytes,
  at,
  next,
});

/** What a server of HTTP/1.1 does, and what a send comes to; several, where the answer races with the end of the connection. */
export const http1Acts: readonly (readonly [title: string, act: Http1Act, wanted: readonly Outcome[]])[] = [
  ['a reset before the body was read', at('ends the connection', 'a reset', 'the headers'), ['unknown']],
  ['a reset after it', at('ends the connection', 'a reset', 'the end'), ['unknown']],
  ['close_notify before the body was read', at('ends the connection', 'closing its half', 'the headers'), ['unknown']],
  ['close_notify after it', at('ends the connection', 'closing its half', 'the end'), ['unknown']],
  ['200 before the body was read', writes(whole, 'the headers'), ['accepted']],
  ['200 and close_notify before the body was read', writes(whole, 'the headers', 'closes its half'), ['accepted', 'unknown']],
  ['413 before the body was read', writes(refusal, 'the headers'), ['rejected']],
  ['413 and close_notify before the body was read', writes(refusal, 'the headers', 'closes its half'), ['rejected', 'unknown']],
  ['200, and close_notify behind it', writes(whole, 'the end', 'closes its half'), ['accepted']],
  // Node takes a 100 that it did not ask for, for the end of the connection.
  ['100, then 200', writes(`HTTP/1.1 100 Continue\r\n\r\n${whole}`, 'the end'), ['accepted', 'unknown']],
  ['103, then 200', writes(`HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${whole}`, 'the end'), ['accepted']],
  ['103, then a reset', writes('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n', 'the end', 'resets'), ['unknown']],
  [
    'a trailer',
    writes(`${head}trailer: x-sum\r\ntransfer-encoding: chunked\r\n\r\n${chunk}0\r\nx-sum: 1\r\n\r\n`, 'the end'),
    ['accepted'],
  ],
  [
    'close_notify before the last chunk',
    writes(`${head}transfer-encoding: chunked\r\n\r\n${chunk}`, 'the end', 'closes its half'),
    ['unknown', 'accepted'],
  ],
];

const codes = Array.from({ length: 14 }, (_, code) => code);
const hex = (code: number) => `0x${code.toString(16)}`;

/** What a server of HTTP/2 does, frame by frame. */
export const http2Acts: readonly (readonly [title: string, act: Http2Act])[] = [
  ['200', { does: 'accepts' }],
  ['100, then 200', { does: 'accepts', after: 100 }],
  ['103, then 200', { does: 'accepts', after: 103 }],
  ['a trailer', { does: 'accepts', trailers: true }],
  ['200 before the body was read', { does: 'answers before the body is read', at: 'the headers', next: 'reads on' }],
  [
    '200 before the body was read, then RST_STREAM 0x0',
    { does: 'answers before the body is read', at: 'the headers', next: 'resets the stream' },
  ],
  ...codes.map((code) => [`RST_STREAM ${hex(code)} before the body was read`, rst(code, 'the headers')] as const),
  ...codes.map((code) => [`RST_STREAM ${hex(code)} after it`, rst(code, 'the end')] as const),
  ['103, then RST_STREAM 0x7', { ...rst(7, 'the end'), hinted: true }],
  ...(['zero', 'before', 'equal', 'after'] as const).flatMap((last) =>
    [0, 2].map(
      (code) =>
        [
          `GOAWAY ${hex(code)}, last stream ${last === 'zero' ? 'zero' : `${last} ours`}`,
          { does: 'goes away', last, code, at: 'the end', next: 'drops' },
        ] as const,
    ),
  ),
  ['GOAWAY 0x0, last stream ours, then 200', { does: 'goes away', last: 'equal', code: 0, at: 'the end', next: 'answers' }],
  ['GOAWAY 0x0, last stream after ours, then 200', { does: 'goes away', last: 'after', code: 0, at: 'the end', next: 'answers' }],
  [
    'GOAWAY 0x0, last stream before ours, before the body was read',
    { does: 'goes away', last: 'before', code: 0, at: 'the headers', next: 'answers' },
  ],
  ['a reset before the body was read', { does: 'ends the connection', by: 'a reset', at: 'the headers' }],
  ['a reset after it', { does: 'ends the connection', by: 'a reset', at: 'the end' }],
  ['close_notify and FIN, both ways, after it', { does: 'ends the connection', by: 'closing both ways', at: 'the end' }],
  ['close_notify before the body was read', { does: 'ends the connection', by: 'closing its half', at: 'the headers' }],
  ['close_notify after it', { does: 'ends the connection', by: 'closing its half', at: 'the end' }],
  ['SETTINGS lower MAX_CONCURRENT_STREAMS to 1', { does: 'takes one stream at a time' }],
];

function rst(code: number, at: Moment) {
  return { does: 'resets the stream', code, at } as const;
}

/** Whether what is done is done before the body was read, so that a body must be longer than what is sent unasked. */
function isEarly(act: Http1Act | Http2Act): boolean {
  return 'at' in act && act.at === 'the headers';
}

/** Whether the protocol says that the request was not processed (RFC 9113, section 8.7), and the fetch hands that on. */
function proves({ runtime, undici }: Place, act: Http2Act): boolean {
  if (runtime !== 'node') return false;
  if (act.does === 'resets the stream') return act.code === 7;
  const leftOut = act.does === 'goes away' && act.code === 0 && (act.last === 'zero' || act.last === 'before');
  // Earlier versions say the same of what was processed.
  return leftOut && isNewUndici(undici);
}

function isNewUndici(undici = `undici-${process.versions['undici']}`): boolean {
  const [major = 0, minor = 0] = undici.replace('undici-', '').split('.').map(Number);
  return major > 8 || (major === 8 && minor >= 2);
}

/** Some versions of undici never end a request whose stream or session ends in these ways. */
function patience(act: Http2Act): number {
  return act.does === 'ends the connection' || (act.does === 'resets the stream' && act.code === 8) ? 1_000 : 20_000;
}

const ways: readonly Way[] = ['single', 'campaign'];

/** Each cell, with its act: what a server does, and by which way it was asked. */
export const frames: readonly Behaviour[] = [
  ...http1Acts.flatMap(([title, and, wanted]) =>
    ways.map(
      (way): Behaviour => ({
        title: `HTTP/1.1, ${way}: ${title}`,
        shown: ['http1', title],
        async run(place) {
          const cell = await send(place, { does: 'speaks HTTP/1.1', and }, { way, long: isEarly(and), sends: 4 });
          same(cell.doubles, 0, 'doubled');
          // On workers a connection that the server closes may have been kept for the next request.
          const allowed = place.runtime === 'workerd' ? [...wanted, 'unknown'] : wanted;
          const others = Object.keys(cell.outcomes).filter((outcome) => !allowed.includes(outcome as Outcome));
          same(others, [], 'outcomes that are not wanted');
          return cell;
        },
      }),
    ),
  ),
  ...http2Acts.flatMap(([title, and]) =>
    ways.map(
      (way): Behaviour => ({
        title: `a server of HTTP/2, ${way}: ${title}`,
        async run(place) {
          const cell = await send(place, { does: 'speaks HTTP/2', and }, { way, long: isEarly(and), sends: 2 });
          same(cell, { outcomes: { accepted: 2 }, arrived: 2, doubles: 0, http2: 0 }, 'what came by HTTP/1.1');
        },
      }),
    ),
  ),
  ...http2Acts.flatMap(([title, and]) =>
    [1, 2].map(
      (from): Behaviour => ({
        title: `HTTP/2 by a fetch of one's own, ${from === 1 ? 'single' : 'campaign'}: ${title}`,
        shown: [from === 1 ? 'http2' : 'session', title],
        async run(place) {
          const fetch = await http2Fetch(place);
          if (fetch === undefined) return undefined;
          const [way, sends] = from === 1 ? (['single', 2] as const) : (['campaign', 4] as const);
          const long = isEarly(and);
          const cell = await send(place, { does: 'speaks HTTP/2', and, from }, { way, long, sends, fetch, timeout: patience(and) });
          if (and.does === 'accepts') same(cell.http2, sends, 'by HTTP/2');
          // Deno posts again on a session that died, which is why the library lets it speak HTTP/1.1 alone.
          if (place.runtime !== 'deno') same(cell.doubles, 0, 'doubled');
          if (proves(place, and)) same(cell.outcomes['unknown'], undefined, 'unknown though the protocol gives proof');
          return cell;
        },
      }),
    ),
  ),
];

interface Sending {
  readonly way: Way;
  /** Whether the body is longer than what is sent at once. */
  readonly long: boolean;
  readonly sends: number;
  readonly timeout?: number;
  readonly fetch?: ClientOptions['fetch'];
}

/**
 * Sends some mailings, one after the other or, as a campaign does, at once after the first, and compares what became of them with what
 * arrived.
 */
async function send(place: Place, plan: Plan, { way, long, sends, timeout = 20_000, fetch }: Sending): Promise<Cell> {
  return serving(place, plan, async ({ port, books }) => {
    const baseUrl = `https://localhost:${port}/api/`;
    const client = createClient({ token: secrets.token, baseUrl, retry: 0, timeout, fetch } as ClientOptions);
    const outcomes = new Map<string, Outcome>();
    const one = async (index: number) => {
      const phone = String(375_290_000_000 + index);
      const sent = way === 'single' ? client.send(notice(phone, long)) : internalOf(client).send(notice(phone, long), {});
      outcomes.set(
        phone,
        await sent.then(
          () => 'accepted' as const,
          (error) => {
            if (!(error instanceof SendError)) throw error;
            return error.outcome;
          },
        ),
      );
    };
    await one(0);
    const others = Array.from({ length: sends - 1 }, (_, index) => index + 1);
    if (way === 'campaign') await Promise.all(others.map(one));
    else for (const index of others) await one(index);
    const { requests, taken, http2 } = await books();
    const counts: Record<string, number> = {};
    for (const [phone, outcome] of outcomes) {
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      holds(outcome !== 'not-sent' || taken[phone] === undefined, 'what is not-sent was not taken');
    }
    const doubles = Object.values(taken).filter((times) => times > 1).length;
    return { outcomes: counts, arrived: requests, doubles, ...(plan.does === 'speaks HTTP/2' && { http2 }) };
  });
}

/** One message, or one that is longer than what HTTP/2 sends unasked and a server reads at once. */
function notice(phone: string, long: boolean) {
  if (!long) return mailing().from('444').bulk().text('Hello').to([phone]);
  const text = 'A long message. '.repeat(60);
  const phones = Array.from({ length: 199 }, (_, index) => String(375_330_000_000 + index));
  return mailing()
    .from('444')
    .personal()
    .text()
    .to([phone, ...phones].map((each) => ({ phone: each, text })));
}

/** What a client is to a campaign. */
function internalOf(client: object) {
  return (client as { '~internal': { send(mailing: unknown, exchange: object): Promise<unknown> } })['~internal'];
}

/** A fetch by HTTP/2, without the care of the library: the runtime's own where it speaks it, on older Node that of undici. */
async function http2Fetch({ runtime, undici }: Place): Promise<ClientOptions['fetch']> {
  if (runtime === 'workerd') return undefined;
  if (undici !== undefined) {
    const { Agent, fetch } = await import(undici as string);
    const dispatcher = new Agent({ allowH2: true });
    return (url, init) => fetch(url, { ...init, dispatcher });
  }
  return (url, { client: _, dispatcher: __, ...init }: RequestInit & { client?: unknown; dispatcher?: unknown }) =>
    fetch(url, { ...init, ...(runtime === 'bun' && { protocol: 'http2' }) } as RequestInit);
}
