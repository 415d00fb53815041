import type { MailingJson } from '../wire/json.js';
import { distinctPhones } from './distinct-phones.js';

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
