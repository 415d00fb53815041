import type { RecipientKind } from '../wire/content-types.js';
import { IssueCollector, throwIssue } from '../wire/errors.js';
import type { RecipientReader } from '../wire/internal.js';
import { buttonLinkFault, linkText } from '../wire/link.js';
import { readParts, type TakeParts } from '../wire/options.js';
import { phoneFault } from '../wire/phone.js';
import { type MailingRules, mailingRules } from '../wire/rules.js';
import { isSuspicious, textFault } from '../wire/text.js';
import { deliveryList, Recipients } from './columns.js';
import type { RecipientOptions } from './mailing.js';

const listPath = 'delivery_list';
const hookPath = 'options.onInvalid';

type Code = keyof MailingRules;

/** Reads what `to` was given: every recipient is checked, and all faults are reported together. */
export function readRecipients(kind: RecipientKind, content: object, source: unknown, second: unknown, third: unknown): Recipients {
  const options: GivenOptions = second === undefined && third === undefined ? {} : optionsOf(kind, second, third);
  // What everybody gets is looked at as well.
  if (options.suspicious && isSuspicious(Object.values(content).join(' '))) throwIssue(mailingRules, 'text_suspicious', 'content');
  const list = listOf(kind, source, options.toRecipient === undefined);
  const plain = options.toRecipient === undefined && options.suspicious === undefined;
  // Copied whole and then checked, a list is read twice as fast, and is packed, which `JSON.stringify` reads faster.
  return plain && Array.isArray(list) ? readArray(kind, [...list], options) : readIterable(kind, list, options);
}

function readArray(kind: RecipientKind, list: string[], options: GivenOptions): Recipients {
  const columns = columnsOf(kind, list);
  const { phones, texts, links } = columns;
  let reader: Reader | undefined;
  const readerAt = (size: number) => {
    reader ??= readerOf(kind, options, columns);
    reader.size = size;
    return reader;
  };
  const takeOther: TakeOther = (recipient, index, kept) => {
    const at = readerAt(kept);
    at.take(recipient, index);
    return at.size;
  };
  const kept = texts === undefined ? keepPhones(phones, takeOther) : keepRows(phones, texts, links, takeOther);
  // Nearly always: a small mailing is composed faster where no reader is made.
  return kept > 0 && kept === list.length ? new Recipients(phones, texts, links) : readerAt(kept).recipients();
}

function readIterable(kind: RecipientKind, list: Iterable<unknown>, options: GivenOptions): Recipients {
  const { toRecipient } = options;
  // A proxy may give a length that is none. Columns of a known length are filled six times as fast as ones that grow.
  const reader = readerOf(kind, options, columnsOf(kind, new Array(Array.isArray(list) ? list.length >>> 0 : 0)));
  let index = 0;
  for (const row of list) {
    if (toRecipient === undefined) reader.take(row, index);
    else reader.takeMapped(toRecipient(row, index), index, row);
    index++;
  }
  return reader.recipients();
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
  recipients(): Recipients;
}

/** Columns to be filled, which begin with what is in a list. */
export function columnsOf(kind: RecipientKind, list: string[]) {
  return {
    phones: list,
    texts: kind === 'phones' ? undefined : list.slice(),
    links: kind === 'buttons' ? list.slice() : undefined,
  };
}

/** Begins to check recipients one by one and to keep the faultless ones. */
export function readerOf(
  kind: RecipientKind,
  { onInvalid, suspicious }: RecipientOptions,
  { phones, texts, links }: ReturnType<typeof columnsOf>,
): Reader {
  let skipped = 0;
  let drained = 0;
  let gathered: IssueCollector<Code> | undefined;

  /** Notes the faults of a recipient: of the whole of it, or of its parts. */
  const leaveOut = (index: number, whole: Code | undefined, phone?: Code, text?: Code, link?: Code) => {
    // A text made by a template that is wrong for all refuses the list, also where faulty recipients are left out.
    const refused = onInvalid === undefined || (suspicious === 'refuse' && [text, link].includes('text_suspicious'));
    const faults = (refused && gathered) || new IssueCollector(mailingRules);
    if (refused) gathered = faults;
    const path = faults.full ? '' : `${listPath}[${index}]`;
    faults.add(whole, path);
    // Without a fault no path is made, of a million.
    if (phone !== undefined) faults.add(phone, `${path}.phone`);
    if (text !== undefined) faults.add(text, `${path}.text`);
    if (link !== undefined) faults.add(link, `${path}.button_link`);
    // A query is not even sent unless someone awaits it.
    if (!refused && 'then' in Object(onInvalid({ index, issues: faults.issues }))) throwIssue(mailingRules, 'async_list', hookPath);
  };

  const unfilled = (part: unknown) => (suspicious !== undefined && isSuspicious(part as string) ? 'text_suspicious' : undefined);

  const take = (recipient: unknown, index: number) => {
    if (texts === undefined) {
      const code = phoneFault(recipient);
      if (code === undefined) phones[reader.size++] = recipient as string;
      else leaveOut(index, typeof recipient === 'object' && recipient ? notMade(recipient, 'phone_expected') : code);
      return;
    }
    let button_link: unknown;
    let link: unknown;
    let phone: unknown;
    let text: unknown;
    try {
      ({ button_link, link, phone, text } = (recipient ?? {}) as Record<string, unknown>);
    } catch {
      leaveOut(index, 'unreadable');
      return;
    }
    if (phone === undefined && text === undefined) {
      leaveOut(index, notMade(recipient, links ? 'button_row_expected' : 'text_row_expected'));
      return;
    }
    if (links !== undefined) link = linkText(link);
    const phoneCode = phoneFault(phone);
    const textCode = textFault(text, 'text_empty') ?? unfilled(text);
    let linkCode: Code | undefined;
    const given = link ?? button_link ?? undefined;
    if (links === undefined) linkCode = given === undefined ? undefined : 'personal_link';
    // By its name on the wire.
    else if (link === undefined && given !== undefined) linkCode = 'link_name';
    else linkCode = buttonLinkFault(link) ?? unfilled(link);
    if (phoneCode !== undefined || textCode !== undefined || linkCode !== undefined) {
      leaveOut(index, undefined, phoneCode, textCode, linkCode);
      return;
    }
    const place = reader.size++;
    phones[place] = phone as string;
    texts[place] = text as string;
    if (links !== undefined) links[place] = link as string;
  };

  const reader: Reader = {
    size: 0,
    take,
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
    isRefused: () => gathered !== undefined,
    drain() {
      const { size } = reader;
      drained += size;
      reader.size = 0;
      return deliveryList({ phones, texts, links }, size);
    },
    end() {
      gathered?.throwIfAny();
      if (drained + reader.size > 0) return;
      // Where a mapper gave no phone of any row, it reads the wrong column.
      throwIssue(mailingRules, skipped > 0 && kind === 'phones' ? 'phone_missing' : 'no_recipients', listPath);
    },
    recipients() {
      reader.end();
      for (const column of [phones, texts, links]) if (column !== undefined) column.length = reader.size;
      return new Recipients(phones, texts, links, skipped);
    },
  };
  return reader;
}

/** Takes a recipient that is not plainly faultless, where so many are kept, and gives how many are then. */
type TakeOther = (recipient: unknown, index: number, kept: number) => number;

// Within the list itself, as no more are kept than were looked at. In a function of its own a loop is a quarter faster: what it
// reads and counts are its own variables.
function keepPhones(phones: unknown[], takeOther: TakeOther): number {
  let kept = 0;
  for (let i = 0; i < phones.length; i++) {
    const phone = phones[i];
    if (phoneFault(phone) === undefined) phones[kept++] = phone;
    else kept = takeOther(phone, i, kept);
  }
  return kept;
}

function keepRows(phones: unknown[], texts: unknown[], links: unknown[] | undefined, takeOther: TakeOther): number {
  let kept = 0;
  for (let i = 0; i < phones.length; i++) {
    const row = phones[i];
    let button_link: unknown;
    let link: unknown;
    let phone: unknown;
    let text: unknown;
    try {
      ({ button_link, link, phone, text } = row as Record<string, unknown>);
    } catch {
      // Not an object, or one that throws: the text, which is read last, is missing.
    }
    const faultless =
      button_link === undefined &&
      (links === undefined ? link === undefined : typeof link === 'string' && buttonLinkFault(link) === undefined) &&
      phoneFault(phone) === undefined &&
      textFault(text, 'text_empty') === undefined;
    if (faultless) {
      phones[kept] = phone;
      texts[kept] = text;
      if (links !== undefined) links[kept] = link;
      kept++;
    } else kept = takeOther(row, i, kept);
  }
  return kept;
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
  // A second recipient, or a list of them.
  const other = second && ['string', 'object'].includes(typeof second) ? 'to_list' : 'callback_expected';
  const { parts, others } = readParts(mailingRules, options, takeOptions, other, 'options');
  if (kind !== 'phones' && looksLikeRow(options as object)) throwIssue(mailingRules, 'to_list', 'options');
  if (third !== undefined && third !== options) throwIssue(mailingRules, 'callback_expected', 'options');
  if (others.length > 0) throwIssue(mailingRules, 'unknown_option', 'options');
  const { onInvalid, suspicious } = parts;
  if (onInvalid !== undefined && typeof onInvalid !== 'function') throwIssue(mailingRules, 'callback_expected', hookPath);
  // Nothing here could await it: where it fails, the program would end, perhaps while it sends.
  if (Object.prototype.toString.call(onInvalid) === '[object AsyncFunction]') throwIssue(mailingRules, 'async_list', hookPath);
  if (![undefined, 'refuse', 'report'].includes(suspicious as string)) throwIssue(mailingRules, 'suspicious', 'options.suspicious');
  return { toRecipient, onInvalid: onInvalid?.bind(options), suspicious: suspicious as RecipientOptions['suspicious'] };
}

const takeOptions: TakeParts = ({ onInvalid, suspicious }) => ({ onInvalid, suspicious });
