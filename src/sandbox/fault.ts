import { InvalidInputError, IssueCollector, throwIssue } from '../wire/errors.js';
import { type OptionCode, optionRules, readOptions } from '../wire/options.js';
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

/**
 * What {@link Sandbox.failNext} takes.
 */
export type SandboxFault = SandboxFaultName | SandboxAnswer;

/**
 * Options of {@link Sandbox.failNext}.
 */
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
  /** Whether the request is checked and accepted first. */
  readonly accepts: boolean;
  /** What goes out: nothing, this reply, or the first half of the endpoint's. */
  readonly sends: 'nothing' | 'half' | Reply;
  /** What becomes of the connection. `refused`: there was none. `endless`: the reply goes out again and again. */
  readonly connection: 'refused' | 'lost' | 'held' | 'endless' | 'kept';
}

const instead = (sends: Reply): Fault => ({ accepts: false, sends, connection: 'kept' });

const named: Readonly<Record<SandboxFaultName, Fault>> = {
  refused: { accepts: false, sends: 'nothing', connection: 'refused' },
  reset: { accepts: false, sends: 'nothing', connection: 'lost' },
  'reset-after-accepting': { accepts: true, sends: 'nothing', connection: 'lost' },
  hang: { accepts: false, sends: 'nothing', connection: 'held' },
  'hang-after-accepting': { accepts: true, sends: 'nothing', connection: 'held' },
  'half-answer': { accepts: true, sends: 'half', connection: 'lost' },
  'stalled-answer': { accepts: true, sends: 'half', connection: 'held' },
  'endless-answer': { accepts: false, sends: textReply(200, ' '.repeat(4096)), connection: 'endless' },
  empty: instead(textReply(200, '')),
  'not-json': instead(textReply(200, 'Thank you, we will see to it')),
  html: instead(textReply(200, '<!doctype html><title>Maintenance</title><p>Back in a minute</p>', 'text/html')),
  redirect: instead({ status: 307, headers: { location: '/elsewhere/sendBulkViber' }, text: '' }),
};

/** Checks how often it is to happen. */
export function readTimes(options: unknown): number {
  if (options === undefined) return 1;
  const faults = new IssueCollector<OptionCode | keyof typeof sandboxRules>({ ...optionRules, ...sandboxRules });
  const { times = 1 } = readOptions(options, ['times'], faults);
  if (!isWhole(times) || times < 1 || times > 1_000_000) faults.add('fault_times', 'times');
  faults.throwIfAny();
  return times as number;
}

/** Checks what a caller wants to happen. */
export function readFault(fault: unknown): Fault {
  if (typeof fault === 'string' && Object.hasOwn(named, fault)) return named[fault as SandboxFaultName];
  if (typeof fault !== 'object' || fault === null) return throwIssue(sandboxRules, 'fault_unknown', '');
  const faults = new IssueCollector<OptionCode | keyof typeof sandboxRules>({ ...optionRules, ...sandboxRules });
  const { status, body, retryAfter } = readOptions(fault, ['status', 'body', 'retryAfter'], faults);
  if (!isWhole(status) || status < 200 || status > 599) faults.add('fault_status', 'status');
  if (retryAfter !== undefined && !isWhole(retryAfter)) faults.add('fault_retry_after', 'retryAfter');
  const reply = replyOf(status as number, body);
  if (reply === undefined) faults.add('fault_body', 'body');
  if (reply === undefined || faults.total > 0) throw new InvalidInputError(faults.issues);
  if (retryAfter === undefined) return instead(reply);
  return instead({ ...reply, headers: { ...reply.headers, 'retry-after': String(retryAfter) } });
}

function replyOf(status: number, body: unknown): Reply | undefined {
  if (bodiless.has(status)) return body === undefined ? textReply(status, '') : undefined;
  if (typeof body === 'string') return textReply(status, body);
  if (body === undefined) return status < 400 ? textReply(status, '') : refusal(status, reasons[status] ?? 'request refused');
  try {
    const reply = jsonReply(status, body);
    return typeof reply.text === 'string' ? reply : undefined;
  } catch {
    return undefined;
  }
}

const bodiless = /* @__PURE__ */ new Set([204, 205, 304]);

// The platform's statuses.
const reasons: Readonly<Record<number, string>> = {
  400: 'incorrect request',
  404: 'page not found',
  429: 'request limit exceeded',
  500: 'server not available',
};

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** What goes back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export function jsonReply(status: number, value: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json' }, text: JSON.stringify(value) };
}

export function textReply(status: number, text: string, type = 'text/plain'): Reply {
  return { status, headers: text === '' ? {} : { 'content-type': `${type}; charset=utf-8` }, text };
}

/** The platform's way to refuse. */
export function refusal(status: number, error: string): Reply {
  return jsonReply(status, { error });
}
