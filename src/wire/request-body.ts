import { IssueCollector, throwIssue } from './errors.js';
import { readExtra } from './extra.js';
import { internal, internalOf, type SendableMailing } from './internal.js';
import type { Account } from './options.js';
import { requestRules } from './rules.js';
import type { MailingWithSenderJson, RequestJson } from './types.js';
import { estimateBytes, Utf8Writer } from './utf8-writer.js';

/** A request as it goes on the wire, the account's sender given to the mailings that name none. */
export function requestJson(
  { token, callbackUrl, sender }: Account,
  mailings: readonly SendableMailing[],
  fields?: string | undefined,
): RequestJson {
  const messages: MailingWithSenderJson[] = [];
  for (const mailing of mailings) {
    const json = mailing.toJSON();
    messages.push((json.alphaname_id === undefined ? { alphaname_id: sender, ...json } : json) as MailingWithSenderJson);
  }
  const json = callbackUrl === undefined ? { token, messages } : { token, callback_url: callbackUrl, messages };
  return fields === undefined ? json : { ...json, ...readExtra(fields) };
}

/**
 * The same as it is sent: a string, or bytes where it has many recipients or a batch of a campaign, whose recipients are
 * written already.
 */
export function requestBody(account: Account, mailings: readonly SendableMailing[], fields?: string): string | Uint8Array {
  let size = 0;
  for (const { [internal]: own } of mailings) size += own.kind === 'batch' ? Number.POSITIVE_INFINITY : own.size;
  return size > maxInString ? requestBytes(account, mailings, fields) : JSON.stringify(requestJson(account, mailings, fields));
}

// A body of some megabytes is sent faster as a string, and can be read by whoever looks at what `fetch` was given.
const maxInString = 20_000;

/** The body in UTF-8, written straight from the columns: no string of it is made, which could not be longer than 500 MB. */
export function requestBytes(account: Account, mailings: readonly SendableMailing[], fields?: string): Uint8Array {
  const { token, callbackUrl: callback_url, sender } = account;
  const writer = new Utf8Writer(mailings.reduce((capacity, { [internal]: own }) => capacity + capacityFor(own), 1024));
  writer.text(`${JSON.stringify({ token, callback_url }).slice(0, -1)},"messages":[`);
  mailings.forEach(({ [internal]: own }, index) => {
    const { alphaname_id = sender, name, message_type, schedule_time, content, ...extra } = own.head();
    const head = JSON.stringify({ alphaname_id, name, message_type, schedule_time, content }).slice(0, -1);
    writer.text(`${index > 0 ? ',' : ''}${head},"delivery_list":`);
    if (own.kind === 'batch') writer.bytes(own.list());
    else writer.recipients(own.columns());
    writer.text(ending(extra));
  });
  writer.text(`]${ending(readExtra(fields))}`);
  return writer.written();
}

/** The end of an object, with fields behind those that are written. */
function ending(extra: object): string {
  const text = JSON.stringify(extra).slice(1);
  return text === '}' ? text : `,${text}`;
}

function capacityFor(own: SendableMailing[typeof internal]): number {
  return 4096 + (own.kind === 'batch' ? own.list().length : estimateBytes(own.columns()));
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

/** Some bytes behind each other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const writer = new Utf8Writer(parts.reduce((length, part) => length + part.length, 0));
  for (const part of parts) writer.bytes(part);
  return writer.written();
}
