import { InvalidInputError, refuse } from '../wire/invalid-input-error.js';
import { Faults, shownKey } from '../wire/issue.js';
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
  if (typeof options !== 'object' || options === null) refuse(sendRules, 'send_options', 'options');
  const faults = new Faults(sendRules);
  try {
    // A signal in place of the options would be lost, having no keys.
    if (isSignal(options)) faults.add('send_options', 'options');
    for (const key of Object.keys(options)) if (key !== 'signal') faults.add('unknown_option', `options.${shownKey(key)}`);
    const { signal, [tuning]: tuned } = options as { signal?: SignalLike; [tuning]?: Tuning };
    if (signal !== undefined && !isSignal(signal)) faults.add('signal_expected', 'options.signal');
    if (faults.total === 0) return { signal, tuning: tuned };
  } catch {
    faults.add('unreadable', 'options');
  }
  throw new InvalidInputError(faults.issues, faults.total);
}

function isSignal(value: object | null): value is SignalLike {
  const { aborted, addEventListener, removeEventListener } = Object(value) as Partial<SignalLike>;
  return typeof aborted === 'boolean' && typeof addEventListener === 'function' && typeof removeEventListener === 'function';
}

const sendRules = /* @__PURE__ */ Object.assign({}, mailingRules, clientRules);
