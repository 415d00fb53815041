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
const minLetters = { token: 5, phone: 7, link: 8, text: 8 };
/** Where there are many recipients, seven digits are often a coincidence; nine are a number as it is dialled at home. */
const minDigitsOfMany = 9;
const manyRecipients = 10_000;
/** Behind the host of a link, which is public, so many letters of its path. */
const minOfPath = 3;

type Kind = keyof typeof minLetters;

/** Values are found by their letters alone: a phone in groups, a text in capitals or with other quotes have the same ones. */
function withPaths(text: string, request: RequestJson): string {
  const said = lettersOf(text);
  const places = placesOf(text);
  const recipients = request.messages.reduce((count, { delivery_list }) => count + delivery_list.length, 0);
  /** How many letters may still match: an answer that was made to take long must not. */
  let effort = 20_000_000 + 2_000 * recipients;
  /** Short values that were searched for already: thousands of recipients may have the same one. */
  const words = new Set<string>();
  /** The longest match that begins with each letter. */
  const matches: (Match & { readonly path: string })[] = [];

  for (const [given, kind, path] of valuesOf(request)) {
    const bare = given.replace(scheme, '');
    const value = kind === 'phone' ? bare : lettersOf(escaped.test(bare) ? readable(bare) : bare);
    const min = kind === 'phone' && recipients > manyRecipients ? minDigitsOfMany : minLetters[kind];
    const isWord = value.length < min;
    if (value === '' || (isWord && words.has(value))) continue;
    if (isWord) words.add(value);
    for (const match of matchesOf(value, said, min)) {
      const { start, end, whole, isHead } = match;
      effort -= end - start;
      if (effort < 0) throw new Error('that takes too long');
      const [first, last] = [places[start] as Place, places[end - 1] as Place];
      const [before, behind] = [text.charAt(first.start - 1), text.charAt(last.end)];
      if (isWord) {
        if (places[start - 1]?.end === first.start || places[end]?.start === last.end) continue;
        // Two letters are many a word. Between quotes they are the value.
        if (value.length <= 2 && /\s/.test(before + behind)) continue;
      } else if (!whole) {
        if (kind === 'phone' && /\d/.test(isHead ? before : behind)) continue;
        if (kind === 'link' && (isHead ? end - start : value.length) < lettersOf(bare.replace(/[/?#].*/s, '')).length + minOfPath)
          continue;
      }
      const known = matches[start];
      if (known === undefined || end > known.end || (end === known.end && whole && !known.whole))
        matches[start] = { ...match, path };
    }
  }

  let shown = '';
  let [from, done] = [0, 0];
  matches.forEach(({ start, end, path }) => {
    // Of two that overlap the first has the letters of both.
    if (end <= done) return;
    shown += text.slice(from, places[Math.max(start, done)]?.start).replace(lead, '') + path;
    from = (places[end - 1] as Place).end;
    done = end;
  });
  return shown + text.slice(from);
}

const scheme = /^https?:\/\/(?:www\.)?/i;
/** What belongs to a value and is not compared. */
const lead = /(?:https?:\/\/)?(?:www\.)?\+?$/i;
const escaped = /%[\da-f]{2}|&#?\w{2,31};|\\|<[!/?a-z]|[^\P{Cc}\s]/iu;

function* valuesOf({ token, callback_url, messages }: RequestJson): Generator<[value: string, kind: Kind, path: string]> {
  yield [token, 'token', 'token'];
  if (callback_url !== undefined) yield [callback_url, 'link', 'callback_url'];
  for (const [message, { content, delivery_list }] of messages.entries()) {
    const at = `messages[${message}]`;
    for (const [key, value] of Object.entries(content)) if (key !== 'type') yield [value, kindOf(key), `${at}.content.${key}`];
    for (const [index, recipient] of delivery_list.entries()) {
      const path = `${at}.delivery_list[${index}]`;
      if (typeof recipient === 'string') yield [recipient, 'phone', path];
      else for (const [key, value] of Object.entries(recipient)) yield [value, kindOf(key), `${path}.${key}`];
    }
  }
}

function kindOf(key: string): Kind {
  return key === 'phone' ? 'phone' : /_(?:link|url)$/.test(key) ? 'link' : 'text';
}

/** Letters that were said and are a value, or its beginning or end, as far as they are the same. */
interface Match {
  readonly start: number;
  readonly end: number;
  readonly whole: boolean;
  readonly isHead: boolean;
}

function* matchesOf(value: string, said: string, min: number): Generator<Match> {
  const [head, tail] = [value.slice(0, min), value.slice(-min)];
  for (let start = said.indexOf(head); start >= 0; start = said.indexOf(head, start + 1)) {
    let end = start + head.length;
    while (end - start < value.length && said[end] === value[end - start]) end++;
    yield { start, end, whole: end - start === value.length, isHead: true };
  }
  for (let at = said.indexOf(tail); at >= 0; at = said.indexOf(tail, at + 1)) {
    const end = at + tail.length;
    let start = at;
    while (end - start < value.length && said[start - 1] === value[value.length - 1 - (end - start)]) start--;
    if (end - start < value.length) yield { start, end, whole: false, isHead: false };
  }
}

const plain = /* @__PURE__ */ new Map<number, string>();

/** The letters and digits of a text, without case, accents and what stands between them. */
function lettersOf(text: string): string {
  let letters = '';
  for (let at = 0; at < text.length; at++) {
    // Of a pair the second half alone is no letter.
    const code = text.codePointAt(at) as number;
    if (!plain.has(code)) plain.set(code, plainOf(String.fromCodePoint(code)));
    letters += plain.get(code);
  }
  return letters;
}

function plainOf(character: string): string {
  return character
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}\p{Sc}\p{So}]|\uFFFD/gu, '')
    .toUpperCase();
}

/** Where a letter stands, with the marks on it. */
interface Place {
  readonly start: number;
  readonly end: number;
}

function placesOf(text: string): Place[] {
  return [...text.matchAll(/\P{M}\p{M}*/gu)].flatMap(({ 0: letter, index }) =>
    Array.from(lettersOf(letter).split(''), () => ({ start: index, end: index + letter.length })),
  );
}

/** What a server said as one line for a person: tags, entities and escapes undone, nothing in it that steers a terminal. */
function readable(said: string): string {
  let text = said;
  // One layer may hold another: JSON in HTML, a URL in JSON.
  for (let round = 0, before = ''; round < 5 && text !== before; round++) {
    before = text;
    text = text
      .replace(tags, ' ')
      .replace(/&#(\d{1,7});/g, (_, code) => character(Number(code)))
      .replace(/(?:&#x([\da-f]{1,6});|\\u([\da-f]{4})|\\x([\da-f]{2}))/gi, (_, ...[a, b, c]) =>
        character(Number.parseInt(a ?? b ?? c, 16)),
      )
      // Values are compared without accents.
      .replace(/&([a-z])(?:acute|grave|circ|tilde|uml|cedil|ring|caron);/gi, '$1')
      .replace(/&([a-z][a-z\d]{1,30});/gi, (_, name) => entities[name.toLowerCase()] ?? ' ')
      .replace(/\\([\\/"'])/g, '$1')
      .replace(/\\[bfnrtv0]/gi, ' ')
      .replace(/(?:%[\da-f]{2})+/gi, (run) => {
        const bytes = run.slice(1).split('%');
        return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
      });
  }
  return text
    .replace(terminal, '')
    .replace(/[^\P{C}\s]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/\uFFFD+/g, '…')
    .trim();
}

/** Comments, scripts and styles with what is in them, and tags. Each alternative is linear: what does not end goes to the end. */
const tags = /<!--(?:>|[\s\S]*?(?:-->|$))|<(script|style)[^<>]*>[\s\S]*?(?:<\/\1[^<>]*>|$)|<[!/?a-z][^<>]*>/gi;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
const terminal = /[\x1b\x9b](?:\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)?|\[?[0-?]*[ -/]*[@-~])/g;

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}
