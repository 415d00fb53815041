import type { MailingJson } from '../wire/json.js';
import { distinctPhones } from './distinct-phones.js';

/** What a mailing's recipients are, in columns: a million of them is a few long arrays. */
export interface Recipients {
  readonly phones: readonly string[];
  /** The recipients' own texts, in a personal mailing. */
  readonly texts?: readonly string[] | undefined;
  /** Their own links, in a personal button. */
  readonly links?: readonly string[] | undefined;
}

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
  return {
    phones: before.phones.concat(added.phones),
    texts: added.texts && before.texts?.concat(added.texts),
    links: added.links && before.links?.concat(added.links),
  };
}

/** The first of each phone, or of each equal entry where the recipients have texts of their own. */
export function unique(recipients: Recipients): Recipients {
  const { phones, texts, links } = recipients;
  let kept = distinctPhones(phones);
  // Where all phones differ, so do all entries.
  if (texts !== undefined && kept.length < phones.length) kept = distinctEntries(recipients);
  if (kept.length === phones.length) return recipients;
  const pick = (column: readonly string[]) => Array.from(kept, (place) => column[place] as string);
  return { phones: pick(phones), texts: texts && pick(texts), links: links && pick(links) };
}

function distinctEntries({ phones, texts, links }: Recipients): Int32Array {
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
