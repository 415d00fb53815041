import type { RecipientKind } from '../wire/content-types.js';
import { IssueCollector, throwIssue } from '../wire/errors.js';
import type { RecipientReader } from '../wire/internal.js';
import { buttonLinkFault, linkText } from '../wire/link.js';
import { readParts, type TakeParts } from '../wire/options.js';
import { phoneFault } from '../wire/phone.js';
import { type MailingRules, mailingRules } from '../wire/rules.js';
import { textFault } from '../wire/text.js';
import type { MailingJson } from '../wire/types.js';
import type { RecipientOptions } from './to.js';

const path = 'delivery_list';
const ends = ['', '.phone', '.text', '.button_link'];

type Code = keyof MailingRules;

/** Reads what `to` was given: every recipient is checked, and all faults are reported together. */
export function readRecipients(kind: RecipientKind, source: unknown, second: unknown, third: unknown): Recipients {
  const { toRecipient, onInvalid } = optionsOf(second, third);
  const plainPhones = kind === 'phones' && toRecipient === undefined;
  let list = iterable(plainPhones && typeof source === 'string' ? [source] : source);
  if (plainPhones && Array.isArray(list)) {
    // Nearly always it holds phones only: copied whole and then checked, it is read twice as fast.
    const phones: unknown[] = [...list];
    if (arePhones(phones)) return [phones];
    list = phones;
  }
  // A proxy may give a length that is none.
  const reader = readerOf(kind, onInvalid, Array.isArray(list) ? list.length >>> 0 : 0);
  let index = 0;
  for (const row of list) {
    const recipient = toRecipient === undefined ? row : toRecipient(row, index);
    if (recipient !== undefined || toRecipient === undefined) reader.take(recipient, index);
    index++;
  }
  return reader.recipients();
}

// A plain loop: `some` takes a fifth longer.
function arePhones(list: readonly unknown[]): list is readonly string[] {
  for (let i = 0; i < list.length; i++) if (phoneFault(list[i]) !== undefined) return false;
  return list.length > 0;
}

function iterable(source: unknown): Iterable<unknown> {
  let code: 'list_expected' | 'async_list' | 'unreadable' = 'list_expected';
  if (typeof source === 'object' && source !== null) {
    try {
      const list = source as { [Symbol.iterator]?: unknown; [Symbol.asyncIterator]?: unknown };
      if (typeof list[Symbol.iterator] === 'function') return source as Iterable<unknown>;
      if (typeof list[Symbol.asyncIterator] === 'function') code = 'async_list';
    } catch {
      code = 'unreadable';
    }
  }
  return throwIssue(mailingRules, code, path);
}

/** Begins to check recipients one by one and to keep the faultless ones. */
export function readerOf(
  kind: RecipientKind,
  onInvalid: RecipientOptions['onInvalid'],
  length: number,
): RecipientReader & { recipients(): Recipients } {
  // Columns of a known length are filled six times as fast as ones that grow.
  const phones: unknown[] = new Array(length);
  const texts: unknown[] | undefined = kind === 'phones' ? undefined : new Array(length);
  const links: unknown[] | undefined = kind === 'buttons' ? new Array(length) : undefined;
  const columns = [phones, texts, links].filter((column) => column !== undefined);
  let size = 0;
  let gathered: IssueCollector<Code> | undefined;

  /** Notes the faults of a recipient: of the whole of it, or of its parts. */
  const leaveOut = (index: number, codes: readonly (Code | undefined)[]) => {
    const faults = gathered ?? new IssueCollector(mailingRules);
    if (onInvalid === undefined) gathered = faults;
    for (let i = 0; i < codes.length; i++) faults.add(codes[i], faults.full ? '' : `${path}[${index}]${ends[i]}`);
    onInvalid?.({ index, issues: faults.issues });
  };

  const recipients = () => {
    gathered?.throwIfAny();
    if (size === 0) throwIssue(mailingRules, 'no_recipients', path);
    for (const column of columns) column.length = size;
    return columns as unknown as Recipients;
  };

  return {
    take(recipient, index) {
      let whole: Code | undefined;
      let phone = recipient;
      let text: unknown;
      let link: unknown;
      let phoneCode: Code | undefined;
      let textCode: Code | undefined;
      let linkCode: Code | undefined;
      if (texts === undefined) whole = typeof recipient === 'object' ? 'phone_expected' : phoneFault(recipient);
      else {
        try {
          ({ phone, text, link } = (typeof recipient === 'object' && recipient ? recipient : {}) as Record<string, unknown>);
          if (phone === undefined && text === undefined) whole = links ? 'button_row_expected' : 'text_row_expected';
        } catch {
          whole = 'unreadable';
        }
        if (whole === undefined) {
          if (links !== undefined) link = linkText(link);
          phoneCode = phoneFault(phone);
          textCode = textFault(text, 'text_empty');
          if (links !== undefined) linkCode = buttonLinkFault(link);
          else if (link !== undefined) linkCode = 'personal_link';
        }
      }
      if ((whole ?? phoneCode ?? textCode ?? linkCode) !== undefined) {
        leaveOut(index, [whole, phoneCode, textCode, linkCode]);
        return;
      }
      phones[size] = phone;
      if (texts !== undefined) texts[size] = text;
      if (links !== undefined) links[size] = link;
      size++;
    },
    recipients,
    list: () => deliveryList(recipients()),
    size: () => size,
  };
}

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
  if (third !== undefined && third !== options) throwIssue(mailingRules, 'callback_expected', 'options');
  if (others.length > 0) throwIssue(mailingRules, 'unknown_option', 'options');
  const { onInvalid } = parts;
  if (onInvalid === undefined) return { toRecipient };
  if (typeof onInvalid !== 'function') throwIssue(mailingRules, 'callback_expected', 'options.onInvalid');
  return { toRecipient, onInvalid: onInvalid.bind(options) };
}

const none: GivenOptions = {};

const takeOptions: TakeParts = ({ onInvalid }) => ({ onInvalid });

/**
 * What a mailing's recipients are, in columns: a million of them is a few long arrays. Phones alone in a bulk mailing,
 * the recipients' own texts in a personal one, their own links too in a personal button.
 */
export type Recipients = readonly [phones: Column, texts?: Column, links?: Column];

type Column = readonly string[];

/** The recipients as they go on the wire, in an array of the caller's own. */
export function deliveryList(recipients: Recipients): MailingJson['delivery_list'] {
  const [phones] = recipients;
  if (recipients.length === 1) return phones.slice();
  const list = new Array(phones.length);
  for (let i = 0; i < phones.length; i++) list[i] = entry(recipients, i);
  return list;
}

/** One recipient as it goes on the wire. */
// Taken apart by index: an iterator would cost each recipient some time.
export function entry({ 0: phones, 1: texts, 2: links }: Recipients, index: number): MailingJson['delivery_list'][number] {
  const phone = phones[index] as string;
  if (texts === undefined) return phone;
  const text = texts[index] as string;
  return links === undefined ? { phone, text } : { phone, text, button_link: links[index] as string };
}

export function join(before: Recipients | undefined, added: Recipients): Recipients {
  return before === undefined ? added : each(before, (column, place) => column.concat(added[place] as Column));
}

/** The first of each phone, or of each equal entry where the recipients have texts of their own. */
export function unique(recipients: Recipients): Recipients {
  const [phones] = recipients;
  let kept = distinctPhones(phones);
  // Where all phones differ, so do all entries.
  if (recipients.length > 1 && kept.length < phones.length) kept = distinctEntries(recipients);
  if (kept.length === phones.length) return recipients;
  return each(recipients, (column) => Array.from(kept, (place) => column[place] as string));
}

function each(recipients: Recipients, change: (column: Column, place: number) => Column): Recipients {
  return (recipients as readonly Column[]).map(change) as unknown as Recipients;
}

function distinctEntries([phones, texts, links]: Recipients): Int32Array {
  const places = new Int32Array(phones.length);
  let size = 0;
  const seen = new Set<string>();
  for (let i = 0; i < phones.length; i++) {
    // Neither a phone nor a link holds a space, so that no two entries make the same key.
    seen.add(`${phones[i]} ${links?.[i]} ${texts?.[i]}`);
    if (seen.size > size) places[size++] = i;
  }
  return places.subarray(0, size);
}

/** The places of the first of each phone. */
// Phones are digits, so that a table of their numbers does: a `Set` of a million takes four times as long.
export function distinctPhones(phones: readonly string[]): Int32Array {
  const places = new Int32Array(phones.length);
  let size = 0;
  // At least half of the table stays empty, which is 0: no phone is.
  const bits = 33 - Math.clz32(phones.length);
  const table = new Float64Array(2 ** bits);
  // Drawn anew each time, so that nobody can make up phones that all ask for one place.
  const low = oddNumber();
  const high = oddNumber();
  for (let i = 0; i < phones.length; i++) {
    const number = numberOf(phones[i] as string);
    // Of a product the lower 32 bits of whole numbers are taken: of the phone's number, and of what is left above 26.
    let slot = (Math.imul(number, low) + Math.imul(number / half, high)) >>> (32 - bits);
    while (table[slot] !== 0 && table[slot] !== number) slot = (slot + 1) % table.length;
    if (table[slot] !== 0) continue;
    table[slot] = number;
    places[size++] = i;
  }
  return places.subarray(0, size);
}

const half = 2 ** 26;

function oddNumber(): number {
  return (Math.random() * 2 ** 32) | 1;
}

// `Number` takes four times as long.
function numberOf(phone: string): number {
  let number = 0;
  for (let i = 0; i < phone.length; i++) number = number * 10 + phone.charCodeAt(i) - 48;
  return number;
}
