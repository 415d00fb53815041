import { InvalidInputError, IssueCollector, shownKey } from '../wire/errors.js';
import { internalOf, isSignal } from '../wire/internal.js';
import { isLoopback, linkText, type UrlObject } from '../wire/link.js';
import {
  type Account,
  type AccountOptions,
  isWhole,
  optionRules,
  readAccount,
  readOptions,
  takeAccount,
  taking,
} from '../wire/options.js';
import { clientRules, mailingRules } from '../wire/rules.js';

/** Options of a client. */
export interface ClientOptions extends AccountOptions {
  /**
   * Where the API is, if the account is with another brand of the platform. Plain http only to a loopback host.
   *
   * @defaultValue `https://app.sms.by/api/v1/`
   */
  readonly baseUrl?: string | UrlObject | undefined;
  /**
   * How long one exchange may take, from connecting to the last byte of the answer, in milliseconds.
   *
   * @defaultValue 60000
   */
  readonly timeout?: number | undefined;
  /**
   * How often to try again what was certainly not accepted: where no connection came about, and on 429.
   *
   * @defaultValue 2
   */
  readonly retry?: number | undefined;
  /**
   * A `fetch` in place of the global one, for tests, proxies and instrumentation, of whichever library. It is called with a URL and
   * `{ method, headers, body, signal, redirect, … }`, the body a string or bytes; one that wraps another passes all of them on:
   * `(url, init) => fetch(url, init)`. It must not send a request twice.
   */
  readonly fetch?: FetchLike | undefined;
  /**
   * Called before each wait for a retry, and awaited where it gives a promise. What it throws ends the send with that error; nothing was
   * accepted until then.
   */
  readonly onRetry?: ((retry: RetryNotice) => unknown) | undefined;
}

/** What `onRetry` is told. */
export interface RetryNotice {
  /** The retry's number, from 1. */
  readonly attempt: number;
  /** How long the client waits before it, in milliseconds. */
  readonly delay: number;
  /** Why it retries. */
  readonly outcome: 'not-sent' | 'rejected';
  /** The HTTP status of the refusal, 429; absent where nothing was sent. */
  readonly status: number | undefined;
}

/** A `fetch`, by its shape. */
// `any`, so that every runtime's own `fetch` fits, also where its types are not those of the DOM.
export type FetchLike = (input: any, init?: any) => Promise<any>;

/** A client's options, checked, with the defaults filled in. */
export interface Settings extends Pick<Required<ClientOptions>, 'fetch' | 'onRetry'> {
  readonly account: Account;
  readonly baseUrl: string;
  /** Whether that is on this machine. */
  readonly local: boolean;
  readonly timeout: number;
  readonly retry: number;
}

export function readSettings(options: unknown): Settings {
  const faults = new IssueCollector({ ...optionRules, ...clientRules });
  const takeOwn = taking('baseUrl', 'timeout', 'retry', 'fetch', 'onRetry');
  const read = readOptions(options, (given) => ({ ...takeAccount(given), ...takeOwn(given) }), faults);
  const { baseUrl: given = 'https://app.sms.by/api/v1/', timeout = 60_000, retry = 2, fetch, onRetry } = read;
  const baseUrl = linkText(given);
  const wrong = baseUrlFault(baseUrl);
  const local = wrong === undefined && isLoopback(new URL(baseUrl as string).hostname);
  const account = readAccount(read, faults, local);
  faults.add(wrong, 'baseUrl');
  if (!(Number.isFinite(timeout) && (timeout as number) >= 1 && (timeout as number) <= 2_147_483_647))
    faults.add('timeout', 'timeout');
  if (!isWhole(0, 10)(retry)) faults.add('retry', 'retry');
  for (const [name, value] of Object.entries({ fetch, onRetry })) {
    if (value !== undefined && typeof value !== 'function') faults.add('function_expected', name);
  }
  faults.throwIfAny();
  return { account, baseUrl, local, timeout, retry, fetch, onRetry } as Settings;
}

/** Options of one send. */
export interface SendOptions {
  /** Stops it: what was not under way yet is not sent; what was, ends with {@link OutcomeUnknownError}. */
  readonly signal?: SignalLike | undefined;
}

/** An `AbortSignal`, by its shape. */
export interface SignalLike {
  /** Whether it has stopped. */
  readonly aborted: boolean;
  /** Hears of the stop. */
  addEventListener(type: 'abort', listener: () => void): void;
  /** Hears no more of it. */
  removeEventListener(type: 'abort', listener: () => void): void;
}

export function readSendOptions(options: unknown): SignalLike | undefined {
  const faults = new IssueCollector(sendRules);
  try {
    const given = Object(options);
    // A signal, a callback or a promise in place of the options would be lost, having no keys, and so would another mailing.
    const isNone = typeof options !== 'object' || given !== options || isSignal(given) || 'then' in given;
    if (isNone) faults.add('send_options', 'options');
    else if (internalOf(given) !== undefined || Symbol.iterator in given) faults.add('send_list', 'options');
    else for (const key of Object.keys(given)) if (key !== 'signal') faults.add('unknown_option', `options.${shownKey(key)}`);
    const { signal } = given;
    if (signal !== undefined && !isSignal(signal)) faults.add('signal_expected', 'options.signal');
    if (faults.total === 0) return signal;
  } catch {
    faults.add('unreadable', 'options');
  }
  throw new InvalidInputError(faults.issues, faults.total);
}

const sendRules = /* @__PURE__ */ Object.assign({}, mailingRules, clientRules);

/** A base URL is one that a token may be sent to: https, or http to a loopback host; no login, query or fragment. */
function baseUrlFault(value: unknown): 'base_url' | 'base_url_method' | undefined {
  // A URL parser takes spaces out and mends slashes: the address would be another one than the one written.
  if (typeof value !== 'string' || !written.test(value) || !URL.canParse(value)) return 'base_url';
  const { protocol, hostname, username, password, pathname } = new URL(value);
  if ((protocol !== 'https:' && !isLoopback(hostname)) || username !== '' || password !== '') return 'base_url';
  return /\/sendBulkViber\/*$/i.test(pathname) ? 'base_url_method' : undefined;
}

const written = /^https?:\/\/[^\s\p{Cc}\\?#]+$/iu;
