import { refuse } from '../wire/invalid-input-error.js';
import { clientRules, mailingRules } from '../wire/rules.js';

/**
 * Options of one send.
 *
 * @category Sending
 */
export interface SendOptions {
  /** Stops it: what was not under way yet is not sent; what was, ends with {@link OutcomeUnknownError}. */
  readonly signal?: SignalLike | undefined;
}

/**
 * An `AbortSignal`, by its shape.
 *
 * @category Sending
 */
export interface SignalLike {
  /** Whether it has stopped. */
  readonly aborted: boolean;
  /** Hears of the stop. */
  addEventListener(type: 'abort', listener: () => void): void;
  /** Hears no more of it. */
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** What a campaign, which sends without pause and retries by itself, asks of a client beside the public options. */
export interface Tuning {
  /** Keep the connection for the next request. */
  readonly keepConnection: boolean;
  /** Retries in place of the client's own number. */
  readonly retry: number;
}

/** The key under which a campaign gives its {@link Tuning}. */
// In the global registry, as a program may hold two copies of the package.
export const tuning: unique symbol = /* @__PURE__ */ Symbol.for('viber-mailing.tuning') as never;

export interface ReadSendOptions {
  readonly signal: SignalLike | undefined;
  readonly tuning: Tuning | undefined;
}

export function readSendOptions(options: unknown): ReadSendOptions {
  if (options === undefined) return { signal: undefined, tuning: undefined };
  if (typeof options !== 'object' || options === null) return refuse(clientRules, 'signal_expected', 'options');
  for (const key of Object.keys(options)) if (key !== 'signal') refuse(mailingRules, 'unknown_option', 'options');
  const { signal, [tuning]: tuned } = options as { signal?: SignalLike; [tuning]?: Tuning };
  if (signal !== undefined && typeof signal?.addEventListener !== 'function')
    refuse(clientRules, 'signal_expected', 'options.signal');
  return { signal, tuning: tuned };
}
