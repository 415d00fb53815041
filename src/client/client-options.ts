import { type Account, type AccountOptions, accountNames, optionRules, readAccount, readOptions } from '../wire/account.js';
import { Faults } from '../wire/issue.js';
import { linkText, type UrlObject } from '../wire/link.js';
import { clientRules } from '../wire/rules.js';
import { baseUrlFault, endpoint } from './base-url.js';

/**
 * Options of a client.
 *
 * @category Sending
 */
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
   * A `fetch` in place of the global one, for tests, proxies and instrumentation. It gets a `Request`, as ky gives it, and
   * options to pass on: `(request, options) => fetch(request, options)`. It must not send a request twice.
   */
  readonly fetch?: FetchLike | undefined;
  /** Called before each wait for a retry. What it throws ends the send with that error; nothing was accepted until then. */
  readonly onRetry?: ((retry: RetryNotice) => void) | undefined;
}

/**
 * What `onRetry` is told.
 *
 * @category Sending
 */
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

/**
 * A `fetch`, by its shape.
 *
 * @category Sending
 */
// `any`, so that every runtime's own `fetch` fits, also where its types are not those of the DOM.
export type FetchLike = (input: any, init?: any) => Promise<any>;

/** A client's options, checked, with the defaults filled in. */
export interface Settings {
  readonly account: Account;
  readonly url: string;
  readonly timeout: number;
  readonly retry: number;
  readonly fetch: FetchLike | undefined;
  readonly onRetry: ((retry: RetryNotice) => void) | undefined;
}

/** What a campaign must know of the client that it sends through. */
export interface ClientPolicy extends Pick<Settings, 'timeout' | 'retry' | 'onRetry'> {
  /** Whether mailings that name no sender get one. */
  readonly givesSender: boolean;
}

const defaultBaseUrl = 'https://app.sms.by/api/v1/';

export function readSettings(options: unknown): Settings {
  const faults = new Faults({ ...optionRules, ...clientRules });
  const read = readOptions(options, [...accountNames, 'baseUrl', 'timeout', 'retry', 'fetch', 'onRetry'], faults);
  const account = readAccount(read, faults);
  const { baseUrl: given = defaultBaseUrl, timeout = 60_000, retry = 2, fetch, onRetry } = read;
  const baseUrl = linkText(given);
  if (baseUrlFault(baseUrl)) faults.add('base_url', 'baseUrl');
  if (!(Number.isFinite(timeout) && (timeout as number) >= 1 && (timeout as number) <= 2_147_483_647))
    faults.add('timeout', 'timeout');
  if (!(Number.isInteger(retry) && (retry as number) >= 0 && (retry as number) <= 10)) faults.add('retry', 'retry');
  for (const [name, value] of Object.entries({ fetch, onRetry })) {
    if (value !== undefined && typeof value !== 'function') faults.add('function_expected', name);
  }
  faults.refuse();
  return { account, url: endpoint(baseUrl as string), timeout, retry, fetch, onRetry } as Settings;
}
