import { IssueCollector, throwIssue } from './errors.js';
import { internal, internalOf, type SendableMailing } from './internal.js';
import type { Account } from './options.js';
import { requestRules } from './rules.js';
import type { MailingWithSenderJson, RequestJson } from './types.js';

/** A request as it goes on the wire, the account's sender given to the mailings that name none. */
export function requestJson({ token, callbackUrl, sender }: Account, mailings: readonly SendableMailing[]): RequestJson {
  const messages: MailingWithSenderJson[] = [];
  for (const mailing of mailings) {
    const json = mailing.toJSON();
    messages.push((json.alphaname_id === undefined ? { alphaname_id: sender, ...json } : json) as MailingWithSenderJson);
  }
  return callbackUrl === undefined ? { token, messages } : { token, callback_url: callbackUrl, messages };
}

/** The same as it is sent. Recipients that are written already are put in as they are. */
export function requestBody(account: Account, mailings: readonly SendableMailing[]): string | Uint8Array {
  const batch = mailings.length === 1 ? mailings[0]?.[internal] : undefined;
  if (batch?.kind !== 'batch') return JSON.stringify(requestJson(account, mailings));
  const { token, callbackUrl: callback_url, sender } = account;
  const message = { alphaname_id: sender, ...batch.head() };
  const start = JSON.stringify({ token, callback_url, messages: [message] }).slice(0, -'}]}'.length);
  return joined([encoder.encode(`${start},"delivery_list":`), batch.list(), encoder.encode('}]}')]);
}

/** Refuses no mailings at all, and mailings without a sender where the account gives none. */
export function requireSendable({ sender }: Account, mailings: readonly SendableMailing[]): void {
  if (mailings.length === 0) throwIssue(requestRules, 'no_mailings', 'messages');
  if (sender !== undefined || mailings.every(hasSender)) return;
  const faults = new IssueCollector(requestRules);
  mailings.forEach((mailing, index) => {
    if (!hasSender(mailing)) faults.add('sender_missing', `messages[${index}].alphaname_id`);
  });
  faults.throwIfAny();
}

/** The mailings that there are and those that are added: each a mailing, or an iterable of them. */
export function gatherMailings(added: readonly unknown[], before: readonly SendableMailing[] = []): SendableMailing[] {
  // Nearly always, and then nothing need be looked at again.
  if (added.every(isMailing)) return before.concat(added);
  const mailings = before.slice();
  const faults = new IssueCollector(requestRules);
  const take = (value: unknown) => {
    if (isMailing(value)) mailings.push(value);
    else faults.add('mailing_expected', `messages[${mailings.length + faults.total}]`);
  };
  for (const value of added) {
    if (looksLike<Iterable<unknown>>(value, isIterable)) for (const mailing of value) take(mailing);
    else take(value);
  }
  faults.throwIfAny();
  return mailings;
}

const hasSender = (mailing: SendableMailing) => mailing[internal].hasSender;

function isMailing(value: unknown): value is SendableMailing {
  const kind = internalOf(value)?.kind;
  return (kind === 'mailing' || kind === 'batch') && looksLike<SendableMailing>(value, writesJson);
}

const writesJson = ({ toJSON }: Partial<SendableMailing>) => typeof toJSON === 'function';
const isIterable = (value: object) => Symbol.iterator in value;

/** Whether a value passes a test. One that throws when it is looked at, as `null` and a proxy may, does not. */
export function looksLike<Kind extends object>(value: unknown, test: (value: Partial<Kind>) => boolean): value is Kind {
  try {
    return test(value as Partial<Kind>);
  } catch {
    return false;
  }
}

const encoder = /* @__PURE__ */ new TextEncoder();

/** Some bytes behind each other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
