import { IssueCollector, throwIssue } from '../wire/errors.js';
import { isWhole, optionRules, readOptions, taking } from '../wire/options.js';
import { sandboxRules } from '../wire/rules.js';

/**
 * What may happen to a request, by name.
 *
 * | name | is the request accepted? | what the caller sees |
 * |---|---|---|
 * | `'refused'` | no | no connection: `ECONNREFUSED`; in memory only, over HTTP end the server with `server.close()` |
 * | `'reset'` | no | the connection is lost before an answer: `ECONNRESET` |
 * | `'reset-after-accepting'` | yes | the same |
 * | `'hang'` | no | no answer, until the caller gives up |
 * | `'hang-after-accepting'` | yes | the same |
 * | `'half-answer'` | yes | the connection is lost in the middle of the answer |
 * | `'stalled-answer'` | yes | half of the answer and then nothing, until the caller gives up |
 * | `'endless-answer'` | no | a 200 whose text never ends |
 * | `'empty'` | no | a 200 without a text |
 * | `'not-json'` | no | a 200 with a line of text |
 * | `'html'` | no | a 200 with a web page, as from a proxy |
 * | `'redirect'` | no | a 307 to another path of the same server, where the endpoint is as well |
 *
 * A request that is to be accepted is checked first: a faulty one is refused as ever.
 */
export type SandboxFaultName =
  | 'refused'
  | 'reset'
  | 'reset-after-accepting'
  | 'hang'
  | 'hang-after-accepting'
  | 'half-answer'
  | 'stalled-answer'
  | 'endless-answer'
  | 'empty'
  | 'not-json'
  | 'html'
  | 'redirect';

/** An answer of your own in place of the endpoint's. The request is not accepted. */
export interface SandboxAnswer {
  /** The HTTP status, from 200 to 599. */
  readonly status: number;
  /**
   * A string is sent as it is, anything else as JSON. With 204, 205 and 304 there is none.
   *
   * @defaultValue with a 4xx or 5xx `{ error }`, as the platform writes it; else nothing
   */
  readonly body?: unknown;
  /** The header `Retry-After`, in whole seconds. */
  readonly retryAfter?: number | undefined;
}

/** What {@link Sandbox.failNext} takes. */
export type SandboxFault = SandboxFaultName | SandboxAnswer;

/** Options of {@link Sandbox.failNext}. */
export interface FaultOptions {
  /**
   * How many requests fail, one after the other. A client sends again what was `'refused'`, by default twice: three times make it give up.
   *
   * @defaultValue 1
   */
  readonly times?: number | undefined;
}

/** A fault as the sandbox keeps it. */
export interface Fault {
  /** What is accepted is checked first, and its own reply goes out, half of it or nothing. */
  readonly accepts?: 'half' | 'nothing';
  /** What goes out where it is not accepted, if anything. */
  readonly reply?: Reply;
  /** What becomes of the connection. `refused`: there was none. `endless`: the reply goes out again and again. */
  readonly connection: 'refused' | 'lost' | 'held' | 'endless' | 'kept';
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const named: Readonly<Record<SandboxFaultName, Fault>> = {
  refused: { connection: 'refused' },
  reset: { connection: 'lost' },
  'reset-after-accepting': { accepts: 'nothing', connection: 'lost' },
  hang: { connection: 'held' },
  'hang-after-accepting': { accepts: 'nothing', connection: 'held' },
  'half-answer': { accepts: 'half', connection: 'lost' },
  'stalled-answer': { accepts: 'half', connection: 'held' },
  'endless-answer': { reply: textReply(200, ' '.repeat(4096)), connection: 'endless' },
  empty: { reply: textReply(200, ''), connection: 'kept' },
  'not-json': { reply: textReply(200, 'Thank you, we will see to it'), connection: 'kept' },
  html: {
    reply: textReply(200, '<!doctype html><title>Maintenance</title><p>Back in a minute</p>', 'text/html'),
    connection: 'kept',
  },
  redirect: { reply: { status: 307, headers: { location: '/elsewhere/sendBulkViber' }, text: '' }, connection: 'kept' },
};

const rules = /* @__PURE__ */ Object.assign({}, optionRules, sandboxRules);

export const readTimes = (options?: unknown): number => readOption(options, 'times', isWhole(1, 1_000_000), 'fault_times') ?? 1;

/** Whether fields that the API does not document are taken. */
export const readExtra = (options?: unknown): boolean =>
  readOption(options, 'extra', (extra) => typeof extra === 'boolean', 'sandbox_extra') ?? false;

function readOption(options: unknown = {}, name: string, isOne: (value: unknown) => boolean, code: keyof typeof sandboxRules): any {
  const faults = new IssueCollector(rules);
  const { [name]: value } = readOptions(options, taking(name), faults);
  if (value !== undefined && !isOne(value)) faults.add(code, name);
  faults.throwIfAny();
  return value;
}

export function readFault(fault: unknown): Fault {
  if (typeof fault === 'string' && Object.hasOwn(named, fault)) return named[fault as SandboxFaultName];
  if (typeof fault !== 'object' || fault === null) return throwIssue(rules, 'fault_unknown', '');
  const faults = new IssueCollector(rules);
  const { status, body, retryAfter } = readOptions(fault, taking('status', 'body', 'retryAfter'), faults);
  if (!isWhole(200, 599)(status)) faults.add('fault_status', 'status');
  if (retryAfter !== undefined && !isWhole(0, Number.MAX_SAFE_INTEGER)(retryAfter)) faults.add('fault_retry_after', 'retryAfter');
  const reply = replyOf(status as number, body);
  if (typeof reply?.text !== 'string') faults.add('fault_body', 'body');
  faults.throwIfAny();
  const { headers, ...rest } = reply as Reply;
  const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return { reply: { ...rest, headers: { ...headers, ...wait } }, connection: 'kept' };
}

/** `undefined`, or a text that is none, where the body cannot be sent. */
function replyOf(status: number, body: unknown): Reply | undefined {
  if (status === 204 || status === 205 || status === 304) return body === undefined ? textReply(status, '') : undefined;
  if (typeof body === 'string') return textReply(status, body);
  if (body === undefined) return status < 400 ? textReply(status, '') : refusal(status, reasons[status] ?? 'request refused');
  try {
    return jsonReply(status, body);
  } catch {
    return undefined;
  }
}

// The platform's statuses.
const reasons: Readonly<Record<number, string>> = {
  400: 'incorrect request',
  404: 'page not found',
  429: 'request limit exceeded',
  500: 'server not available',
};

function textReply(status: number, text: string, type = 'text/plain'): Reply {
  return { status, headers: text === '' ? {} : { 'content-type': `${type}; charset=utf-8` }, text };
}

export function jsonReply(status: number, value: unknown, headers: Reply['headers'] = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, text: JSON.stringify(value) };
}

/** The platform's way to refuse. */
export function refusal(status: number, error: string, headers?: Reply['headers']): Reply {
  return jsonReply(status, { error }, headers);
}
