import type { campaignRules, mailingRules, requestRules } from './rules.js';

type MailingSentences = typeof mailingRules;
type RequestSentences = typeof requestRules;
type CampaignSentences = typeof campaignRules;

// Interfaces, as the compiler takes `Rule<Alias['code']>` for another type each time that it meets one.
export interface MailingRules extends MailingSentences {}
export interface RequestRules extends RequestSentences {}
export interface CampaignRules extends CampaignSentences {}

declare const rule: unique symbol;

/**
 * What a step's parameter becomes when the rule in `Sentence` forbids the argument, so that the compiler
 * shows the sentence. No value has this type.
 *
 * @category Errors
 */
// A symbol that is not exported keeps the sentence out of completions and refuses the sentence itself as a value.
export interface Rule<Sentence extends string> {
  /** The rule, and the way out. */
  readonly [rule]: Sentence;
}

/** `T` where no value of it is known while compiling (a brand, a pattern); the rule otherwise. */
// A record over an infinite set of keys has no required key.
export type UnlessLiteral<T, Sentence extends string> = T extends string
  ? {} extends Record<T, 1>
    ? T
    : Rule<Sentence>
  : Rule<Sentence>;
