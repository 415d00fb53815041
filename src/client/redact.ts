import type { RequestJson } from '../wire/types.js';

const maxLength = 300;
const maxSearched = 1_000;

/**
 * What the server said, fit to be logged: one line of at most 300 characters in which the request's values, whole or cut at either
 * end and in whatever encoding, are replaced by their paths. Empty where that cannot be made sure.
 */
export function redact(said: string, request: () => RequestJson): string {
  try {
    const line = readable(said.slice(0, 65_536));
    const text = line.slice(0, maxSearched);
    const redacted = text === '' ? '' : withPaths(text, request());
    if (redacted.length <= maxLength && line.length <= maxSearched) return redacted;
    return `${redacted.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
  } catch {
    // A refusal is one, whatever comes of its words.
    return '';
  }
}

/** From so many letters on, the beginning or end of a value is taken for the value; a shorter value is found where it is a word. */
const minLetters = 8;
const minDigits = 7;
const minOfToken = 5;
/** The host of a link is public: its beginning is taken for the link from so many letters of the path on. */
const minOfPath = 3;

/** Values are found by their letters alone: a phone in groups, a text in capitals or with other quotes have the same ones. */
function withPaths(text: string, request: RequestJson): string {
  // Each letter with the place of its character and the marks on it.
  const letters = [...text.matchAll(/\P{M}\p{M}*/gu)].flatMap(({ 0: character, index }) =>
    Array.from(lettersOf(character).split(''), (letter) => ({ letter, start: index, end: index + character.length })),
  );
  const said = letters.map(({ letter }) => letter).join('');
  const starts = letters.map(({ start }) => start);
  const ends = letters.map(({ end }) => end);
  /** How many letters may still match: an answer that was made to take long must not. */
  let effort = 20_000_000;
  /** Short values that were searched for already: thousands of recipients may have the same one. */
  const words = new Set(['']);
  /** The longest match that begins with each letter; of two as long the one that is a whole value. */
  const matches: { readonly end: number; readonly rank: number; readonly path: string }[] = [];

  for (const [given, path] of valuesOf(request)) {
    const bare = given.replace(scheme, '');
    const isNumber = /^\d+$/.test(bare);
    const value = isNumber ? bare : lettersOf(escaped.test(bare) || mangled.test(bare) ? readable(bare) : bare);
    const min = path === 'token' ? minOfToken : isNumber ? minDigits : minLetters;
    const minHead = bare === given ? min : Math.max(min, lettersOf(bare.replace(/[/?#].*/s, '')).length + minOfPath);
    const isWord = value.length < min;
    if (isWord && words.has(value)) continue;
    if (isWord) words.add(value);
    effort += 2_000;
    for (const [start, end] of matchesOf(value, said, minHead, min)) {
      effort -= end - start;
      if (effort < 0) throw new Error('that takes too long');
      const whole = end - start === value.length;
      const [first, last] = [starts[start] as number, ends[end - 1] as number];
      const [before, behind] = [text.charAt(first - 1), text.charAt(last)];
      if (isWord && (ends[start - 1] === first || starts[end] === last)) continue;
      // Two letters are many a word. Between quotes they are the value.
      if (value.length <= 2 && /\s/.test(before + behind)) continue;
      if (isNumber && !whole && /\d/.test(value.startsWith(said.slice(start, end)) ? before : behind)) continue;
      const rank = end + (whole ? 0.5 : 0);
      if (rank > (matches[start]?.rank ?? 0)) matches[start] = { end, rank, path };
    }
  }

  let shown = '';
  let [from, done] = [0, 0];
  matches.forEach(({ end, path }, start) => {
    // Of two that overlap the first has the letters of both.
    if (end <= done) return;
    shown += text.slice(from, starts[Math.max(start, done)]).replace(lead, '') + path;
    from = ends[end - 1] as number;
    done = end;
  });
  return shown + text.slice(from);
}

const scheme = /^https?:\/\/(?:www\.)?/i;
/** What belongs to a value and is not compared. */
const lead = /(?:https?:\/\/)?(?:www\.)?\+?$/i;
const escaped = /%u?[\da-f]{2}|&#?\w{2,31};|\\|<[!/?a-z]|[^\P{Cc}\s]/iu;
/** A capital letter and a sign behind it that is none of a word: UTF-8 looks so in other encodings. */
const mangled = /[\xc2-\xdf\u0412-\u042f][\x80-\xbf\u0402-\u040f\u0451-\u045f\u2013-\u2122]/;

function* valuesOf({ token, callback_url = '', messages }: RequestJson): Generator<[value: string, path: string]> {
  yield [token, 'token'];
  yield [callback_url, 'callback_url'];
  for (const [message, { content, delivery_list }] of messages.entries()) {
    const at = `messages[${message}]`;
    for (const [key, value] of Object.entries(content)) if (key !== 'type') yield [value, `${at}.content.${key}`];
    for (const [index, recipient] of delivery_list.entries()) {
      const path = `${at}.delivery_list[${index}]`;
      if (typeof recipient === 'string') yield [recipient, path];
      else for (const [key, value] of Object.entries(recipient)) yield [value, `${path}.${key}`];
    }
  }
}

/** Where a value was said, or its beginning or end, as far as the letters are the same. */
function* matchesOf(value: string, said: string, minHead: number, minTail: number): Generator<[start: number, end: number]> {
  const [head, tail] = [value.slice(0, minHead), value.slice(-minTail)];
  for (let start = said.indexOf(head); start >= 0; start = said.indexOf(head, start + 1)) {
    let end = start + head.length;
    while (end - start < value.length && said[end] === value[end - start]) end++;
    yield [start, end];
  }
  if (value.length < minHead) return;
  for (let start = said.indexOf(tail); start >= 0; start = said.indexOf(tail, start + 1)) {
    const end = start + tail.length;
    let length = tail.length;
    while (length < value.length && said[end - length - 1] === value.at(-length - 1)) length++;
    if (length < value.length) yield [end - length, end];
  }
}

/** The letters and digits of a text, without case, accents and what stands between them. */
function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}\p{Sc}\p{So}]|\uFFFD/gu, '')
    .toUpperCase();
}

/** What a server said as one line for a person: tags, entities and escapes undone, nothing in it that steers a terminal. */
function readable(said: string): string {
  let text = said;
  // One layer may hold another: JSON in HTML, a URL in JSON.
  for (let round = 0, before = ''; round < 5 && text !== before; round++) {
    before = text;
    text = text
      .replace(tags, ' ')
      .replace(
        /&#(\d{1,7});|(?:&#x([\da-f]{1,6});|\\u\{([\da-f]{1,6})\}|[\\%]u([\da-f]{4})|\\x([\da-f]{2}))/gi,
        (_, decimal, ...[a, b, c, d]) => character(decimal === undefined ? Number.parseInt(a ?? b ?? c ?? d, 16) : Number(decimal)),
      )
      .replace(/\\([0-3][0-7]{2})/g, (_, octal) => character(Number.parseInt(octal, 8)))
      // Values are compared without accents.
      .replace(/&([a-z])(?:acute|grave|circ|tilde|uml|cedil|ring|caron);/gi, '$1')
      .replace(/&([a-z][a-z\d]{1,30});/gi, (_, name) => entities[name.toLowerCase()] ?? ' ')
      .replace(/\\([\\/"'])/g, '$1')
      .replace(/\\[bfnrtv0]/gi, ' ')
      .replace(/(?:%[\da-f]{2})+/gi, (run) =>
        new TextDecoder().decode(Uint8Array.from(run.slice(1).split('%'), (byte) => Number.parseInt(byte, 16))),
      );
    text = mended(text);
  }
  return text
    .replace(terminal, '')
    .replace(/[^\P{C}\s]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/\uFFFD+/g, '…')
    .trim();
}

/** UTF-8 that was taken for windows-1251, windows-1252 or Latin-1, as what it is. Two letters alone may be meant. */
function mended(text: string): string {
  let found = false;
  const upperHalves: Record<string, string> = {};
  const mend = (run: string) => {
    try {
      const encoding = /[\xc0-\xff]/.test(run) ? 'windows-1252' : 'windows-1251';
      upperHalves[encoding] ??= new TextDecoder(encoding).decode(Uint8Array.from({ length: 128 }, (_, index) => index + 128));
      const bytes = Array.from(run, (letter) => {
        const place = (upperHalves[encoding] as string).indexOf(letter);
        // A letter of neither becomes a byte that UTF-8 does not have.
        return place < 0 ? Math.min(letter.charCodeAt(0), 255) : place + 128;
      });
      const meant = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
      found = true;
      return meant;
    } catch {
      // It is what it says, or the runtime does not know the encoding.
      return run;
    }
  };
  const long = text.replace(/[^\0-\x7f]{4,}/g, mend);
  return found ? long.replace(/[^\0-\x7f]{2,3}/g, mend) : text;
}

/** Comments, scripts and styles with what is in them, and tags. Each alternative is linear: what does not end goes to the end. */
const tags = /<!--(?:>|[\s\S]*?(?:-->|$))|<(script|style)[^<>]*>[\s\S]*?(?:<\/\1[^<>]*>|$)|<[!/?a-z][^<>]*>/gi;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
const terminal = /[\x1b\x9b](?:\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)?|\[?[0-?]*[ -/]*[@-~])/g;

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}
