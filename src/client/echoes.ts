import type { RequestJson } from '../wire/types.js';
import { Letters } from './letters.js';
import { readable } from './readable.js';

/** A part of what was said that stands in a value of the request, too. Start and end count letters. */
export interface Echo {
  readonly start: number;
  readonly end: number;
  readonly path: string;
  /** The longest is the best, and a whole value is better than a part of another. */
  readonly score: number;
}

/** Finds where values of the request, or parts of them, stand in what was said. Throws where that takes too long. */
export function echoes(text: string, said: Letters, request: RequestJson): readonly Echo[] {
  const search = new Search(text, said, countOf(request));
  search.look(request.token, 'token', () => 'token');
  if (request.callback_url !== undefined) search.look(request.callback_url, 'text', () => 'callback_url');
  for (const [message, { content, delivery_list }] of request.messages.entries()) {
    const at = `messages[${message}]`;
    for (const [key, value] of Object.entries(content))
      if (key !== 'type') search.look(value, 'text', () => `${at}.content.${key}`);
    for (const [index, recipient] of delivery_list.entries()) {
      const path = () => `${at}.delivery_list[${index}]`;
      if (typeof recipient === 'string') search.look(recipient, 'phone', path);
      else
        for (const [key, value] of Object.entries(recipient))
          search.look(value, key === 'phone' ? 'phone' : 'text', () => `${path()}.${key}`);
      if (search.effort < 0) throw new Error('that takes too long');
    }
  }
  return Object.values(search.found);
}

function countOf({ messages }: RequestJson): number {
  return messages.reduce((count, { delivery_list }) => count + delivery_list.length, 0);
}

type Kind = 'token' | 'phone' | 'text';

/** What is looked up at once. Shorter values are found only as a whole. */
const gram = 5;
const grams = 65_536;
const escaped = /%[\da-f]{2}|&#?\w{2,31};|\\|<[!/?a-z]|\p{Cc}/iu;
const scheme = /^https?:\/\/(?:www\.)?/i;

class Search {
  /** The best echo at each letter where there is one. */
  readonly found: Echo[] = [];
  /** How many steps are left, so that what was said on purpose to take long does not. */
  effort: number;
  readonly #text: string;
  readonly #said: Letters;
  readonly #joined: string;
  readonly #fewestDigits: number;
  readonly #value = new Letters();
  // For each hash of so many letters, the last place that has it, and for each place the one before with the same hash.
  readonly #last = new Int32Array(grams).fill(-1);
  readonly #before: Int32Array;

  constructor(text: string, said: Letters, recipients: number) {
    this.#text = text;
    this.#said = said;
    this.#joined = said.join(0, said.length);
    this.effort = Math.min(20_000_000 + 2000 * recipients, 1_000_000_000);
    // The more phones there are, the more a short number is a coincidence.
    this.#fewestDigits = recipients > 1000 ? 7 : 5;
    this.#before = new Int32Array(said.length);
    let hash = 0;
    for (let end = 0; end < said.length; end++) {
      hash = next(hash, said.codes, end);
      const bucket = bucketOf(hash);
      // Before there are so many letters it is below 0, which is no place.
      const place = end - gram + 1;
      this.#before[place] = this.#last[bucket] as number;
      this.#last[bucket] = place;
    }
  }

  look(value: string, kind: Kind, path: () => string): void {
    const letters = this.#value;
    const bare = value.replace(scheme, '');
    if (letters.read(bare) && escaped.test(bare)) letters.read(readable(bare));
    if (letters.length < gram) this.#lookForAll(path);
    else {
      const last = this.#last;
      const { codes, length } = letters;
      let hash = 0;
      for (let end = 0; end < length; end++) {
        hash = next(hash, codes, end);
        this.#follow(last[bucketOf(hash)] as number, end - gram + 1, kind, path);
      }
    }
  }

  /** Follows what begins at a letter of the value through each place of what was said where it may stand. */
  #follow(last: number, from: number, kind: Kind, path: () => string): void {
    const said = this.#said;
    const value = this.#value;
    for (let place = last; place >= 0; place = this.#before[place] as number) {
      this.effort--;
      // Found with the letter before.
      if (from > 0 && value.codes[from - 1] === said.codes[place - 1]) continue;
      let length = 0;
      while (from + length < value.length && value.codes[from + length] === said.codes[place + length]) length++;
      this.effort -= length;
      if (length >= gram && this.#tells(kind, from, place, length)) this.#keep(place, length, path);
    }
  }

  #lookForAll(path: () => string): void {
    const { length } = this.#value;
    if (length === 0) return;
    const all = this.#value.join(0, length);
    for (let place = this.#joined.indexOf(all); place >= 0; place = this.#joined.indexOf(all, place + 1)) {
      this.effort -= 10;
      const isolated = length < 3 ? this.#quoted(place, place + length) : this.#isolated(place, place + length);
      if (isolated) this.#keep(place, length, path);
    }
  }

  /** Whether it is unlikely that so many letters are the same by chance: the server's own words are to be left as they are. */
  #tells(kind: Kind, from: number, place: number, length: number): boolean {
    if (kind === 'token') return true;
    const whole = length === this.#value.length;
    const isolated = this.#isolated(place, place + length);
    if (kind === 'phone') return whole || length >= this.#fewestDigits + (isolated ? 0 : 2);
    if (length >= 15 || (whole && length >= 8)) return true;
    return isolated && (2 * length >= this.#value.length || this.#hasDigit(place, length) || this.#cut(from, place, length));
  }

  #isolated(start: number, end: number): boolean {
    return this.#said.begins[start] === 1 && this.#said.begins[end] === 1;
  }

  #quoted(start: number, end: number): boolean {
    return /^[^\s\p{L}\p{N}]?$/u.test(this.#beside(start, -1)) && /^[^\s\p{L}\p{N}]?$/u.test(this.#beside(end - 1, 1));
  }

  #beside(letter: number, step: number): string {
    return this.#text.charAt((this.#said.places[letter] as number) + step);
  }

  #hasDigit(place: number, length: number): boolean {
    return /\d/.test(this.#joined.slice(place, place + length));
  }

  /** Whether it is more than one word and ends within a word of the value, there where what was said ends or was cut. */
  #cut(from: number, place: number, length: number): boolean {
    if (!this.#value.begins.subarray(from + 1, from + length).includes(1)) return false;
    const first = this.#said.places[place] as number;
    const last = this.#said.places[place + length - 1] as number;
    return (
      (this.#value.begins[from] === 0 && /(?:^|…\s?|\.\.|["'“«`])$/.test(this.#text.slice(Math.max(0, first - 2), first))) ||
      (this.#value.begins[from + length] === 0 && /^(?:$|\s?…|\.\.|["'”»`])/.test(this.#text.slice(last + 1, last + 3)))
    );
  }

  #keep(start: number, length: number, path: () => string): void {
    const score = 2 * length + (length === this.#value.length ? 1 : 0);
    if (score > (this.found[start]?.score ?? 0)) this.found[start] = { start, end: start + length, path: path(), score };
  }
}

/** The hash of the letters that end there, from the one of those that ended before. */
function next(hash: number, codes: Uint16Array, end: number): number {
  const gone = end < gram ? 0 : (codes[end - gram] as number);
  return (Math.imul(hash - Math.imul(gone, highest), 31) + (codes[end] as number)) | 0;
}

/** What the first of so many letters counts in the hash: 31 to the power of one less. */
const highest = 923_521;

function bucketOf(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> 16;
}
