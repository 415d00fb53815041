import { refuse } from '../wire/invalid-input-error.js';
import { mailingRules } from '../wire/rules.js';
import type { RecipientOptions } from './recipients.js';

/** Tells a mapper from options, where either may stand second. */
export function optionsOf(
  second: unknown,
  third: unknown,
): {
  toRecipient: ((row: unknown, index: number) => unknown) | undefined;
  options: RecipientOptions;
} {
  const mapped = typeof second === 'function';
  const options = mapped || second === undefined ? third : second;
  if (third !== undefined && third !== options) refuse(mailingRules, 'callback_expected', 'options');
  return { toRecipient: mapped ? (second as (row: unknown, index: number) => unknown) : undefined, options: checked(options) };
}

function checked(options: unknown): RecipientOptions {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null) refuse(mailingRules, 'callback_expected', 'options');
  let onInvalid: unknown;
  let names: readonly string[];
  try {
    ({ onInvalid } = options as { onInvalid?: unknown });
    names = Object.keys(options);
  } catch {
    return refuse(mailingRules, 'unreadable', 'options');
  }
  if (names.some((name) => name !== 'onInvalid')) refuse(mailingRules, 'unknown_option', 'options');
  if (onInvalid === undefined) return {};
  if (typeof onInvalid !== 'function') refuse(mailingRules, 'callback_expected', 'options.onInvalid');
  return { onInvalid: onInvalid.bind(options) };
}
