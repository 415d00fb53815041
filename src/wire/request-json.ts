import type { Account } from './account.js';
import { InvalidInputError, refuse } from './invalid-input-error.js';
import { Faults } from './issue.js';
import type { MailingWithSenderJson, RequestJson } from './json.js';
import { requestRules } from './rules.js';
import { type SendableMailing, sendable } from './sendable.js';

/** A request as it goes on the wire, the account's sender given to the mailings that name none. */
export function requestJson({ token, callbackUrl, sender }: Account, mailings: readonly SendableMailing[]): RequestJson {
  const messages = mailings.map((mailing) => {
    const json = mailing.toJSON();
    return (json.alphaname_id === undefined ? { alphaname_id: sender, ...json } : json) as MailingWithSenderJson;
  });
  return callbackUrl === undefined ? { token, messages } : { token, callback_url: callbackUrl, messages };
}

/** Refuses no mailings at all, and mailings without a sender where the account gives none. */
export function requireSendable({ sender }: Account, mailings: readonly SendableMailing[]): void {
  if (mailings.length === 0) refuse(requestRules, 'no_mailings', 'messages');
  if (sender !== undefined) return;
  const faults = new Faults(requestRules);
  mailings.forEach((mailing, index) => {
    if (mailing[sendable] !== 'mailing with sender') faults.add('sender_missing', `messages[${index}].alphaname_id`);
  });
  if (faults.total > 0) throw new InvalidInputError(faults.issues, faults.total);
}

/** Gathers mailings from a mailing, or an iterable of them. */
export function gatherMailings(value: unknown, into: SendableMailing[]): void {
  if (isMailing(value)) {
    into.push(value);
    return;
  }
  if (typeof value !== 'object' || value === null || !(Symbol.iterator in value))
    refuse(requestRules, 'mailing_expected', place(into));
  for (const mailing of value as Iterable<unknown>) {
    if (!isMailing(mailing)) refuse(requestRules, 'mailing_expected', place(into));
    into.push(mailing);
  }
}

function isMailing(value: unknown): value is SendableMailing {
  if (typeof value !== 'object' || value === null) return false;
  const mark = (value as Partial<SendableMailing>)[sendable];
  return mark === 'mailing' || mark === 'mailing with sender';
}

function place(mailings: readonly unknown[]): string {
  return `messages[${mailings.length}]`;
}
