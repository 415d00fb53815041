import { refuse } from '../wire/invalid-input-error.js';
import { readParts, type TakeParts } from '../wire/parts.js';
import { mailingRules } from '../wire/rules.js';
import type { RecipientOptions } from './recipients.js';

export interface GivenOptions extends RecipientOptions {
  readonly toRecipient?: ((row: unknown, index: number) => unknown) | undefined;
}

/** Tells a mapper from options, where either may stand second. */
export function optionsOf(second: unknown, third: unknown): GivenOptions {
  if (second === undefined && third === undefined) return none;
  const toRecipient = typeof second === 'function' ? (second as GivenOptions['toRecipient']) : undefined;
  const options = toRecipient !== undefined || second === undefined ? third : second;
  if (options === undefined) return { toRecipient };
  const { parts, others } = readParts(mailingRules, options, takeOptions, 'callback_expected', 'options');
  if (third !== undefined && third !== options) refuse(mailingRules, 'callback_expected', 'options');
  if (others.length > 0) refuse(mailingRules, 'unknown_option', 'options');
  const { onInvalid } = parts;
  if (onInvalid === undefined) return { toRecipient };
  if (typeof onInvalid !== 'function') refuse(mailingRules, 'callback_expected', 'options.onInvalid');
  return { toRecipient, onInvalid: onInvalid.bind(options) };
}

const none: GivenOptions = {};

const takeOptions: TakeParts = ({ onInvalid }) => ({ onInvalid });
