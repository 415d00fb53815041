import type { RequestJson } from '../wire/types.js';

const maxLength = 300;
const maxSearched = 1_000;
/** From so many letters on, the beginning or end of a value is taken for the value. */
const minLetters = { token: 5, phone: 7, link: 8, text: 8 };
/** Where there are many recipients, seven digits are often a coincidence; nine are a number as it is dialled at home. */
const minDigitsOfMany = 9;
const manyRecipients = 10_000;
/** Behind the host of a link, which is public, so many letters of its path. */
const minOfPath = 3;
const gram = 7;

/**
 * What the server said, fit to be logged: one line of at most 300 characters in which the request's values, whole or cut at either
 * end and in whatever encoding, are replaced by their paths. Empty where that cannot be made sure.
 */
export function redact(said: string, request: () => RequestJson): string {
  try {
    const line = readable(said.slice(0, 65_536));
    const text = line.slice(0, maxSearched);
    const redacted = text === '' ? '' : new Redactor(text).redact(request());
    return redacted.length > maxLength || line.length > maxSearched ? truncate(redacted) : redacted;
  } catch {
    // A refusal is one, whatever comes of its words.
    return '';
  }
}

function truncate(text: string): string {
  return `${text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

type Kind = keyof typeof minLetters;

interface Match {
  readonly end: number;
  readonly path: string;
  readonly whole: boolean;
}

class Redactor {
  readonly #text: string;
  readonly #said: Letters;
  /** All runs of seven letters that were said: nearly every value is ruled out by one look into it. */
  readonly #grams = new Set<string>();
  /** Short values that were looked for. */
  readonly #short = new Set<string>();
  /** The longest match at each letter. */
  readonly #matches: (Match | undefined)[] = [];
  #minDigits = minLetters.phone;
  /** How many letters may still be compared, so that words which were made to take long do not. */
  #effort = 0;

  constructor(text: string) {
    this.#text = text;
    this.#said = lettersOf(text);
    const { letters } = this.#said;
    for (let at = 0; at + gram <= letters.length; at++) this.#grams.add(letters.slice(at, at + gram));
  }

  redact({ token, callback_url, messages }: RequestJson): string {
    const recipients = messages.reduce((count, { delivery_list }) => count + delivery_list.length, 0);
    if (recipients > manyRecipients) this.#minDigits = minDigitsOfMany;
    this.#effort = Math.min(20_000_000 + 2_000 * recipients, 1_000_000_000);
    this.#find(token, 'token', () => 'token');
    if (callback_url !== undefined) this.#find(callback_url, 'link', () => 'callback_url');
    messages.forEach(({ content, delivery_list }, message) => {
      const at = `messages[${message}]`;
      for (const [key, value] of Object.entries(content)) {
        if (key !== 'type') this.#find(value, kindOf(key), () => `${at}.content.${key}`);
      }
      for (let index = 0; index < delivery_list.length; index++) {
        const recipient = delivery_list[index] as string | Readonly<Record<string, string>>;
        const path = () => `${at}.delivery_list[${index}]`;
        if (typeof recipient === 'string') this.#find(recipient, 'phone', path);
        else for (const key of Object.keys(recipient)) this.#find(recipient[key] as string, kindOf(key), () => `${path()}.${key}`);
      }
    });
    return this.#replaced();
  }

  #find(given: string, kind: Kind, path: () => string): void {
    const bare = given.replace(scheme, '');
    const value = escaped.test(bare) ? readable(bare) : bare;
    const min = kind === 'phone' ? this.#minDigits : minLetters[kind];
    const head = endLetters(value, min, 'head');
    if (head.length < min) this.#findShort(head, path);
    else if (!this.#follow(value, head, 'head', kind, path)) {
      this.#follow(value, endLetters(value, min, 'tail'), 'tail', kind, path);
    }
  }

  /** Finds a short value as words of its own, and one of two letters between quotes alone: others have the same letters. */
  #findShort(letters: string, path: () => string): void {
    if (letters === '' || this.#short.has(letters)) return;
    this.#short.add(letters);
    const { begins } = this.#said;
    for (const start of this.#placesOf(letters)) {
      const end = start + letters.length;
      const around = this.#beside(start, -1) + this.#beside(end - 1, 1);
      if (begins[start] && begins[end] && (letters.length > 2 || !/[\s\p{L}\p{N}]/u.test(around)))
        this.#keep(start, end, true, path);
    }
  }

  /** Follows a value from the letters of one end on. Tells whether all of it was said. */
  #follow(value: string, edge: string, from: 'head' | 'tail', kind: Kind, path: () => string): boolean {
    const first = from === 'head';
    const size = edge.length;
    if (size >= gram && !this.#grams.has(first ? edge.slice(0, gram) : edge.slice(-gram))) return false;
    const { letters } = this.#said;
    const all = lettersOf(value).letters;
    const last = all.length - 1;
    const host = kind === 'link' ? lettersOf(value.split(/[/?#]/, 1)[0] as string).letters.length + minOfPath : 0;
    let saidWhole = false;
    for (const at of this.#placesOf(edge)) {
      let length = size;
      if (first) while (length <= last && all[length] === letters[at + length]) length++;
      else while (length <= last && all[last - length] === letters[at + size - 1 - length]) length++;
      this.#effort -= length;
      const start = first ? at : at + size - length;
      const whole = length > last;
      const inNumber = kind === 'phone' && /\d/.test(first ? this.#beside(at, -1) : this.#beside(at + size - 1, 1));
      const tells = !inNumber && (first ? length : all.length) >= host;
      if (whole || tells) this.#keep(start, start + length, whole, path);
      saidWhole ||= whole;
    }
    return saidWhole;
  }

  #beside(letter: number, step: number): string {
    return this.#text.charAt((this.#said.places[letter] as number) + step);
  }

  *#placesOf(letters: string): Generator<number> {
    const said = this.#said.letters;
    for (let at = said.indexOf(letters); at >= 0; at = said.indexOf(letters, at + 1)) {
      if (this.#effort-- < 0) throw new Error('that takes too long');
      yield at;
    }
  }

  #keep(start: number, end: number, whole: boolean, path: () => string): void {
    const { end: known = 0, whole: isWhole = false } = this.#matches[start] ?? {};
    if (end > known || (end === known && whole && !isWhole)) this.#matches[start] = { end, path: path(), whole };
  }

  #replaced(): string {
    const { letters, places } = this.#said;
    // Of two that overlap the first has the letters of both.
    const owners: (Match | undefined)[] = new Array(letters.length);
    this.#matches.forEach((match, start) => {
      for (let at = start; match !== undefined && at < match.end; at++) owners[at] ??= match;
    });
    let shown = '';
    let from = 0;
    for (let at = 0; at < letters.length; ) {
      const owner = owners[at];
      let end = at + 1;
      while (end < letters.length && owners[end] === owner) end++;
      if (owner !== undefined) {
        shown += this.#text.slice(from, places[at]).replace(lead, '') + owner.path;
        from = (places[end - 1] as number) + 1;
      }
      at = end;
    }
    return shown + this.#text.slice(from);
  }
}

function kindOf(key: string): Kind {
  return key === 'phone' ? 'phone' : /_(?:link|url)$/.test(key) ? 'link' : 'text';
}

const scheme = /^https?:\/\/(?:www\.)?/i;
/** What belongs to a value and is not compared. */
const lead = /(?:https?:\/\/)?(?:www\.)?\+?$/i;
const escaped = /%[\da-f]{2}|&#?\w{2,31};|\\|<[!/?a-z]|\p{Cc}/iu;

/** So many letters of one end of a value, or all where it has fewer, without a look at the rest. */
function endLetters(value: string, count: number, end: 'head' | 'tail'): string {
  for (let length = 4 * count; ; length *= 4) {
    const { letters } = lettersOf(end === 'head' ? value.slice(0, length) : value.slice(-length));
    // The first or last one may be half of a pair that shows nothing.
    if (letters.length > count || length >= value.length) return end === 'head' ? letters.slice(0, count) : letters.slice(-count);
  }
}

/**
 * The letters and digits of a text without case, accents and what stands between them: a phone in groups, a text in capitals or
 * with other quotes have the same ones.
 */
interface Letters {
  readonly letters: string;
  /** Where each stands in the text. */
  readonly places: readonly number[];
  /** Whether a word begins there; `true` behind the last one. */
  readonly begins: readonly boolean[];
}

function lettersOf(text: string): Letters {
  let letters = '';
  const places: number[] = [];
  const begins: boolean[] = [];
  let beginning = true;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if ((code & 0xfc00) === 0xd800 && /^[\p{C}\p{M}]/u.test(text.slice(index, index + 2))) {
      index++;
      continue;
    }
    const letter = plain(code);
    if (letter === separator) beginning = true;
    if (letter === '' || letter === separator) continue;
    letters += letter;
    places.push(index);
    begins.push(beginning);
    beginning = false;
  }
  begins.push(true);
  return { letters, places, begins };
}

const separator = ' ';
let known: (string | undefined)[] | undefined;

/** A code unit without case and accent; empty for what shows nothing. */
function plain(code: number): string {
  known ??= new Array(65_536);
  known[code] ??= plainOf(String.fromCharCode(code));
  return known[code];
}

function plainOf(character: string): string {
  // Halves of surrogate pairs: an emoji is as good as a letter.
  if (/[\uD800-\uDFFF]/.test(character)) return character;
  if (/[\p{M}\p{Cf}]/u.test(character)) return '';
  const letter = character.normalize('NFKD').toLowerCase().charAt(0);
  return /[\p{L}\p{N}\p{So}\p{Sc}]/u.test(letter) && !/[$^`\uFFFD]/.test(letter) ? letter : separator;
}

const maxRounds = 5;

/** What a server said as one line for a person: tags, entities and escapes undone, nothing in it that steers a terminal. */
function readable(said: string): string {
  let text = said;
  // One layer may hold another: JSON in HTML, a URL in JSON.
  for (let round = 0, before = ''; round < maxRounds && text !== before; round++) {
    before = text;
    text = withoutPercents(withoutEscapes(withoutEntities(text.replace(tags, ' '))));
  }
  return text
    .replace(terminal, '')
    .replace(invisible, '')
    .replace(/\s+/g, ' ')
    .replace(/\uFFFD+/g, '…')
    .trim();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
const terminal = /[\x1b\x9b](?:\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)?|\[?[0-?]*[ -/]*[@-~])/g;
const invisible = /[^\P{C}\s]/gu;

/** Comments, scripts and styles with what is in them, and tags. Each alternative is linear: what does not end goes to the end. */
const tags = /<!--(?:>|[\s\S]*?(?:-->|$))|<(script|style)[^<>]*>[\s\S]*?(?:<\/\1[^<>]*>|$)|<[!/?a-z][^<>]*>/gi;

function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,30}));/gi, (_, decimal, hex, name) => {
    // Values are compared without accents.
    if (name !== undefined)
      return entities[name.toLowerCase()] ?? /^(.)(?:acute|grave|circ|tilde|uml|cedil|ring|caron)$/i.exec(name)?.[1] ?? ' ';
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
  });
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function withoutEscapes(text: string): string {
  return text.replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|([\\/"'])|[bfnrtv0])/gi, (_, unicode, hex, itself) => {
    const code = unicode ?? hex;
    return itself ?? (code === undefined ? ' ' : String.fromCharCode(Number.parseInt(code, 16)));
  });
}

function withoutPercents(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('%'), (byte) => Number.parseInt(byte, 16));
    return new TextDecoder().decode(bytes);
  });
}
