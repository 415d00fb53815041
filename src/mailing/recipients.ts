import type { RecipientKind } from '../wire/content-types.js';
import { IssueCollector, throwIssue } from '../wire/errors.js';
import type { RecipientReader } from '../wire/internal.js';
import { buttonLinkFault, linkText } from '../wire/link.js';
import { readParts, type TakeParts } from '../wire/options.js';
import { phoneFault } from '../wire/phone.js';
import { type MailingRules, mailingRules } from '../wire/rules.js';
import { isSuspicious, textFault } from '../wire/text.js';
import type { MailingJson } from '../wire/types.js';
import type { RecipientOptions } from './mailing.js';

const listPath = 'delivery_list';

type Code = keyof MailingRules;

/** Reads what `to` was given: every recipient is checked, and all faults are reported together. */
export function readRecipients(kind: RecipientKind, content: object, source: unknown, second: unknown, third: unknown): Recipients {
  const options: GivenOptions = second === undefined && third === undefined ? {} : optionsOf(kind, second, third);
  // What everybody gets is looked at as well.
  if (options.suspicious && isSuspicious(Object.values(content).join(' '))) throwIssue(mailingRules, 'text_suspicious', 'content');
  const list = listOf(kind, source, options.toRecipient === undefined);
  if (options.toRecipient !== undefined || kind !== 'phones' || !Array.isArray(list)) return readRows(kind, list, options);
  // Nearly always it holds phones only: copied whole and then checked, it is read twice as fast.
  const phones: unknown[] = [...list];
  return arePhones(phones) ? new Recipients(phones) : keptPhones(phones as string[], options);
}

function keptPhones(phones: string[], options: GivenOptions): Recipients {
  const reader = readerOf('phones', options, 0, phones);
  reader.keepPhones();
  return reader.recipients();
}

function readRows(kind: RecipientKind, list: Iterable<unknown>, options: GivenOptions): Recipients {
  const { toRecipient } = options;
  // A proxy may give a length that is none.
  const reader = readerOf(kind, options, Array.isArray(list) ? list.length >>> 0 : 0);
  let index = 0;
  for (const row of list) {
    if (toRecipient === undefined) reader.take(row, index);
    else reader.takeMapped(toRecipient(row, index), index, row);
    index++;
  }
  return reader.recipients();
}

// A plain loop: `some` takes a fifth longer.
function arePhones(list: readonly unknown[]): list is readonly string[] {
  for (let i = 0; i < list.length; i++) if (phoneFault(list[i]) !== undefined) return false;
  return list.length > 0;
}

/** The source as a list: a single recipient is one, not twelve characters. */
function listOf(kind: RecipientKind, source: unknown, unmapped: boolean): Iterable<unknown> {
  if (unmapped && kind === 'phones' && typeof source === 'string') return [source];
  let code: Code = 'list_expected';
  if (typeof source === 'object' && source !== null) {
    try {
      if (typeof (source as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function') return source as Iterable<unknown>;
      if (Symbol.asyncIterator in source || source instanceof Promise) code = 'async_list';
      else if (unmapped && kind !== 'phones' && looksLikeRow(source)) return [source];
    } catch {
      code = 'unreadable';
    }
  }
  return throwIssue(mailingRules, code, listPath);
}

function looksLikeRow(value: object): boolean {
  return 'phone' in value || 'text' in value || 'link' in value;
}

interface Reader extends RecipientReader {
  /** Takes what a mapper gave, which may leave the row out. */
  takeMapped(recipient: unknown, index: number, row: unknown): void;
  /** Keeps of the phones that it was given the faultless ones. */
  keepPhones(): void;
  recipients(): Recipients;
}

/** Begins to check recipients one by one and to keep the faultless ones. */
// Columns of a known length are filled six times as fast as ones that grow.
export function readerOf(
  kind: RecipientKind,
  { onInvalid, suspicious }: RecipientOptions,
  length: number,
  phones: string[] = new Array(length),
): Reader {
  const texts: string[] | undefined = kind === 'phones' ? undefined : new Array(length);
  const links: string[] | undefined = kind === 'buttons' ? new Array(length) : undefined;
  let size = 0;
  let skipped = 0;
  let gathered: IssueCollector<Code> | undefined;

  /** Notes the faults of a recipient: of the whole of it, or of its parts. */
  const leaveOut = (index: number, whole: Code | undefined, phone?: Code, text?: Code, link?: Code) => {
    // A text made by a template that is wrong for all refuses the list, also where faulty recipients are left out.
    const refused = onInvalid === undefined || (suspicious === 'refuse' && [text, link].includes('text_suspicious'));
    const faults = (refused && gathered) || new IssueCollector(mailingRules);
    if (refused) gathered = faults;
    const path = faults.full ? '' : `${listPath}[${index}]`;
    faults.add(whole, path);
    faults.add(phone, `${path}.phone`);
    faults.add(text, `${path}.text`);
    faults.add(link, `${path}.button_link`);
    if (!refused) onInvalid({ index, issues: faults.issues });
  };

  const recipients = () => {
    gathered?.throwIfAny();
    // Where a mapper gave no phone of any row, it reads the wrong column.
    if (size === 0) throwIssue(mailingRules, skipped > 0 && kind === 'phones' ? 'phone_missing' : 'no_recipients', listPath);
    for (const column of [phones, texts, links]) if (column !== undefined) column.length = size;
    return new Recipients(phones, texts, links, skipped);
  };

  const take = (recipient: unknown, index: number) => {
    if (texts === undefined) {
      const code = phoneFault(recipient);
      if (code === undefined) phones[size++] = recipient as string;
      else leaveOut(index, typeof recipient === 'object' && recipient ? notMade(recipient, 'phone_expected') : code);
      return;
    }
    let phone: unknown;
    let text: unknown;
    let link: unknown;
    // By its name on the wire.
    let misnamed = false;
    try {
      ({ phone, text, link } = (typeof recipient === 'object' && recipient ? recipient : {}) as Record<string, unknown>);
      if (phone === undefined && text === undefined) {
        leaveOut(index, notMade(recipient, links ? 'button_row_expected' : 'text_row_expected'));
        return;
      }
      if (link === undefined) misnamed = ((recipient as { button_link?: unknown }).button_link ?? undefined) !== undefined;
      else if (links !== undefined) link = linkText(link);
    } catch {
      leaveOut(index, 'unreadable');
      return;
    }
    const phoneCode = phoneFault(phone);
    let textCode: Code | undefined = textFault(text, 'text_empty');
    if (suspicious !== undefined && textCode === undefined && isSuspicious(text as string)) textCode = 'text_suspicious';
    let linkCode: Code | undefined;
    if (links === undefined) linkCode = link !== undefined || misnamed ? 'personal_link' : undefined;
    else linkCode = misnamed ? 'link_name' : buttonLinkFault(link);
    if (suspicious !== undefined && links !== undefined && linkCode === undefined && isSuspicious(link as string))
      linkCode = 'text_suspicious';
    if (phoneCode !== undefined || textCode !== undefined || linkCode !== undefined) {
      leaveOut(index, undefined, phoneCode, textCode, linkCode);
      return;
    }
    phones[size] = phone as string;
    texts[size] = text as string;
    if (links !== undefined) links[size] = link as string;
    size++;
  };

  // Within the list itself, as no more are kept than were looked at. The size is a variable of the loop, which is faster.
  const keepPhones = () => {
    let kept = 0;
    for (let i = 0; i < phones.length; i++) {
      const phone: unknown = phones[i];
      if (phoneFault(phone) === undefined) phones[kept++] = phone as string;
      else take(phone, i);
    }
    size = kept;
  };

  return {
    take,
    keepPhones,
    takeMapped(recipient, index, row) {
      if (row === undefined || row === null) take(recipient, index);
      else if (recipient === null || recipient === false) leaveOut(index, 'mapper_null');
      else if (recipient !== undefined) take(recipient, index);
      else {
        skipped++;
        // Most likely a cell that is empty, which a mapper of phones cannot tell from a row to leave out.
        if (kind === 'phones' && onInvalid !== undefined) leaveOut(index, 'phone_missing');
      }
    },
    recipients,
    list: () => deliveryList(recipients()),
    size: () => size,
  };
}

/** What is wrong with an object that is no recipient: it is a promise of one, or `other`. */
function notMade(value: unknown, other: Code): Code {
  return value instanceof Promise ? 'mapper_promise' : other;
}

export interface GivenOptions extends RecipientOptions {
  readonly toRecipient?: ((row: unknown, index: number) => unknown) | undefined;
}

/** Tells a mapper from options, where either may stand second. */
export function optionsOf(kind: RecipientKind, second: unknown, third: unknown): GivenOptions {
  const toRecipient = typeof second === 'function' ? (second as GivenOptions['toRecipient']) : undefined;
  const options = toRecipient !== undefined || second === undefined ? third : second;
  if (options === undefined) return { toRecipient };
  if (options === second && isRecipient(kind, second)) throwIssue(mailingRules, 'to_list', 'options');
  const { parts, others } = readParts(mailingRules, options, takeOptions, 'callback_expected', 'options');
  if (third !== undefined && third !== options) throwIssue(mailingRules, 'callback_expected', 'options');
  if (others.length > 0) throwIssue(mailingRules, 'unknown_option', 'options');
  const { onInvalid, suspicious } = parts;
  if (onInvalid !== undefined && typeof onInvalid !== 'function') {
    throwIssue(mailingRules, 'callback_expected', 'options.onInvalid');
  }
  if (suspicious !== undefined && suspicious !== 'refuse' && suspicious !== 'report') {
    throwIssue(mailingRules, 'suspicious', 'options.suspicious');
  }
  return { toRecipient, onInvalid: onInvalid?.bind(options), suspicious };
}

/** Whether a second argument is a second recipient, or a list of them. */
function isRecipient(kind: RecipientKind, second: unknown): boolean {
  try {
    return Symbol.iterator in Object(second) || (kind !== 'phones' && looksLikeRow(Object(second)));
  } catch {
    return false;
  }
}

const takeOptions: TakeParts = ({ onInvalid, suspicious }) => ({ onInvalid, suspicious });

/** A mailing's recipients, in columns: a million of them is a few long arrays. */
export class Recipients {
  declare readonly phones: Column;
  /** The recipients' own texts in a personal mailing. */
  declare readonly texts: Column | undefined;
  /** Their own links in a personal button. */
  declare readonly links: Column | undefined;

  constructor(phones: Column, texts?: Column, links?: Column, skipped = 0) {
    this.phones = phones;
    this.texts = texts;
    this.links = links;
    if (skipped > 0) skippedRows.set(this, skipped);
  }

  /** How many rows the mapper left out. */
  get skipped(): number {
    return skippedRows.get(this) ?? 0;
  }
}

// Apart from the value, as mailings with the same recipients are equal, whatever was left out.
const skippedRows = /* @__PURE__ */ new WeakMap<Recipients, number>();

export type Column = readonly string[];

/** The recipients as they go on the wire, in an array of the caller's own. */
export function deliveryList(recipients: Recipients): MailingJson['delivery_list'] {
  const { phones, texts } = recipients;
  if (texts === undefined) return phones.slice();
  const list = new Array(phones.length);
  for (let i = 0; i < phones.length; i++) list[i] = entry(recipients, i);
  return list;
}

/** One recipient as it goes on the wire. */
export function entry({ phones, texts, links }: Recipients, index: number): MailingJson['delivery_list'][number] {
  const phone = phones[index] as string;
  if (texts === undefined) return phone;
  const text = texts[index] as string;
  return links === undefined ? { phone, text } : { phone, text, button_link: links[index] as string };
}

export function join(before: Recipients | undefined, added: Recipients): Recipients {
  if (before === undefined) return added;
  const { phones, texts, links, skipped } = before;
  return new Recipients(
    phones.concat(added.phones),
    texts?.concat(added.texts ?? []),
    links?.concat(added.links ?? []),
    skipped + added.skipped,
  );
}
