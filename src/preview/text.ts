/** A line of text: its runs, and whether it reads from right to left. */
export interface Line {
  readonly runs: readonly Run[];
  readonly rightToLeft: boolean;
}

const leftToRight = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}]/u;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** Breaks styled text into lines of at most `width` ems: at line ends, between words, and within words that are too long. */
export function wrap(runs: readonly Run[], width: number): Line[] {
  const wrapper = new Wrapper(width);
  for (const run of runs) {
    run.text.split('\n').forEach((text, index) => {
      if (index > 0) wrapper.endParagraph();
      for (const word of text.match(words) ?? []) wrapper.add(word, run);
    });
  }
  wrapper.endParagraph();
  return wrapper.lines;
}

// No line is broken at a no-break space, whose width may differ.
const words = /[^\S\u00a0\u2007\u202f\ufeff]+|[\S\u00a0\u2007\u202f\ufeff]+/g;

class Wrapper {
  readonly lines: Line[] = [];
  readonly #width: number;
  #runs: Run[] = [];
  #used = 0;
  #rightToLeft: boolean | undefined;

  constructor(width: number) {
    this.#width = width;
  }

  add(word: string, style: Run): void {
    this.#rightToLeft ??= leftToRight.test(word) ? false : rightToLeft.test(word) ? true : undefined;
    const graphemes = graphemesOf(word);
    const width = graphemes.reduce((sum, grapheme) => sum + widthOf(grapheme, style.bold, style.monospace), 0);
    if (this.#used + width > this.#width && this.#used > 0) {
      this.#endLine();
      if (word.trim() === '') return;
    }
    if (width <= this.#width) {
      this.#push(word, width, style);
      return;
    }
    for (const grapheme of graphemes) {
      const each = widthOf(grapheme, style.bold, style.monospace);
      if (this.#used + each > this.#width && this.#used > 0) this.#endLine();
      this.#push(grapheme, each, style);
    }
  }

  endParagraph(): void {
    this.#endLine();
    this.#rightToLeft = undefined;
  }

  #push(text: string, width: number, style: Run): void {
    const last = this.#runs.at(-1);
    if (last !== undefined && sameStyle(last, style)) this.#runs[this.#runs.length - 1] = { ...last, text: last.text + text };
    else this.#runs.push({ ...style, text });
    this.#used += width;
  }

  #endLine(): void {
    this.lines.push({ runs: this.#runs, rightToLeft: this.#rightToLeft ?? false });
    this.#runs = [];
    this.#used = 0;
  }
}

// Widths in ems of the widest of the usual sans-serif fonts, so that in the others a line is shorter than thought.
const classes: readonly (readonly [number, string])[] = [
  [0.36, " .,:;|'iljIJf-"],
  [0.47, 't()[]!r"\u00a0'],
  [0.61, 'acksvxyzFLTYPгзэстухчьвкяао'],
  [0.82, 'ABCDGHKNOQRUVXZwMЖ&ыцйинпъАБВГДЕЗИЙКЛНОПРСТУХЦЧЭЯ'],
];
const widths = /* @__PURE__ */ new Map(
  classes.flatMap(([width, characters]) => Array.from(characters, (character) => [character, width])),
);

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\p{Regional_Indicator}\uff00-\uff60]/u;
const narrow = /^[a-z0-9\u0430-\u044f\u00df-\u00ff]$/;
const invisible = /^\p{M}$/u;

/** About how wide a user-perceived character is, in ems; rather too wide than too narrow. */
export function widthOf(grapheme: string, bold = false, monospace = false): number {
  const known = widths.get(grapheme) ?? guess(grapheme);
  if (monospace) return Math.max(known, 0.62);
  return bold ? known * 1.14 : known;
}

function guess(grapheme: string): number {
  if (wide.test(grapheme)) return 1.45;
  if (narrow.test(grapheme)) return broad.has(grapheme) ? 1 : 0.67;
  let width = 0;
  let marks = 0;
  for (const character of grapheme) {
    if (!invisible.test(character)) width += 1.15;
    // A font that does not have a mark draws a box for it. What a letter is given holds one.
    else if (++marks > 1) width += 0.65;
  }
  return width || 0.3;
}

const broad = /* @__PURE__ */ new Set('mwшщжюфм');

/** The user-perceived characters of a text. */
export function graphemesOf(text: string): string[] {
  if (typeof Intl.Segmenter !== 'function') return Array.from(text);
  return Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);
}

/** A piece of text in one style. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly monospace?: boolean;
}

type Style = Omit<Run, 'text'>;

const styles = { '*': 'bold', _: 'italic', '~': 'strike', '```': 'monospace' } as const;

function sameStyle(one: Style, other: Style): boolean {
  return Object.values(styles).every((style) => one[style] === other[style]);
}

// A mark opens before a character and closes after one, on the same line, with no letter on its outer side.
// The length is bounded so that a text of nothing but marks takes linear time.
const marked = /(?<![\p{L}\p{N}])([*_~]|```)(?=\S)([^\n]{0,500}?\S)\1(?![\p{L}\p{N}])/gu;

// A link up to its last character that is no mark and ends no sentence.
const link = /https?:\/\/\S*[^\s*_~`.,;:!?)]/gi;

/** Reads the marks that Viber knows: `*bold*`, `_italic_`, `~strike~` and monospace, also one within another, none within links. */
export function runsOf(text: string): Run[] {
  const masked = text.replace(link, (found) => '\ufffc'.repeat(found.length));
  return markedRuns(text, masked, {});
}

/** @param masked - The text with placeholders for its links, in which marks are looked for. */
function markedRuns(text: string, masked: string, style: Style): Run[] {
  if (style.monospace) return [{ text, ...style }];
  const runs: Run[] = [];
  let at = 0;
  for (const { 0: whole, 1: mark, 2: inner = '', index } of masked.matchAll(marked)) {
    if (index > at) runs.push({ text: text.slice(at, index), ...style });
    const within = { ...style, [styles[mark as keyof typeof styles]]: true };
    const start = index + (whole.length - inner.length) / 2;
    runs.push(...markedRuns(text.slice(start, start + inner.length), inner, within));
    at = index + whole.length;
  }
  if (at < text.length) runs.push({ text: text.slice(at), ...style });
  return runs;
}
