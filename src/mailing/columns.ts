import type { RecipientColumns } from '../wire/internal.js';
import type { MailingJson } from '../wire/types.js';

/** A mailing's recipients, in columns: a million of them is a few long arrays. */
export class Recipients {
  /** `texts` are the recipients' own in a personal mailing, `links` in a personal button. */
  constructor(
    readonly phones: Column,
    readonly texts?: Column,
    readonly links?: Column,
    skipped = 0,
  ) {
    // Not enumerable, so that test tools do not compare it, and not private, which what wraps objects, as Vue's `ref` does, cannot read.
    if (skipped > 0) Object.defineProperty(this, 'skipped', { value: skipped });
  }

  /** How many rows the mapper left out. */
  get skipped(): number {
    return 0;
  }
}

export type Column = readonly string[];

/** The recipients as they go on the wire, in an array of the caller's own: the first ones, or all of them. */
export function deliveryList(
  { phones, texts, links }: RecipientColumns,
  size: number = phones.length,
): MailingJson['delivery_list'] {
  // A copy is packed where the column is.
  const list: unknown[] = phones.slice(0, size);
  for (let i = 0; texts !== undefined && i < size; i++) {
    const phone = phones[i];
    const text = texts[i];
    list[i] = links === undefined ? { phone, text } : { phone, text, button_link: links[i] };
  }
  return list as MailingJson['delivery_list'];
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

/** The first of each phone, or of each equal entry where the recipients have texts of their own. */
export function unique(recipients: Recipients): Recipients {
  const { phones, texts, links, skipped } = recipients;
  let kept: ArrayLike<number> = distinctPhones(phones);
  // Where all phones differ, so do all entries.
  if (texts !== undefined && kept.length < phones.length) kept = distinctEntries(recipients);
  if (kept.length === phones.length) return recipients;
  const keep = (column: Column) => Array.from(kept, (place) => column[place] as string);
  return new Recipients(keep(phones), texts && keep(texts), links && keep(links), skipped);
}

function distinctEntries({ phones, texts, links }: Recipients): readonly number[] {
  const seen = new Set<string>();
  // Neither a phone nor a link holds a space, so that no two entries make the same key.
  const isFirst = (i: number) => seen.size < seen.add(`${phones[i]} ${links?.[i]} ${texts?.[i]}`).size;
  return Array.from(phones.keys()).filter(isFirst);
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
