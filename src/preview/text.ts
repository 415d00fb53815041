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
      for (const word of text.match(/\s+|\S+/g) ?? []) wrapper.add(word, run);
    });
  }
  wrapper.endParagraph();
  return wrapper.lines;
}

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
    const width = graphemes.reduce((sum, grapheme) => sum + widthOf(grapheme, style.bold), 0);
    if (this.#used + width > this.#width && this.#used > 0) {
      this.#endLine();
      if (word.trim() === '') return;
    }
    if (width <= this.#width) {
      this.#push(word, width, style);
      return;
    }
    for (const grapheme of graphemes) {
      const each = widthOf(grapheme, style.bold);
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
    const same = last !== undefined && last.bold === style.bold && last.italic === style.italic && last.strike === style.strike;
    if (same) this.#runs[this.#runs.length - 1] = { ...last, text: last.text + text };
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
export function widthOf(grapheme: string, bold: boolean): number {
  const known = widths.get(grapheme) ?? guess(grapheme);
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
  readonly bold: boolean;
  readonly italic: boolean;
  readonly strike: boolean;
}

const styles = { '*': 'bold', _: 'italic', '~': 'strike' } as const;

// A mark opens before a character and closes after one, on the same line, with no letter on its outer side.
// The length is bounded so that a text of nothing but marks takes linear time.
const marked = /(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]{0,500}?\S)\1(?![\p{L}\p{N}])/u;

/** Reads the marks that Viber knows: `*bold*`, `_italic_`, `~strike~`, also one within another. */
export function runsOf(text: string, style: Omit<Run, 'text'> = { bold: false, italic: false, strike: false }): Run[] {
  const runs: Run[] = [];
  let rest = text;
  for (let found = marked.exec(rest); found !== null; found = marked.exec(rest)) {
    const [whole, mark, inner] = found as unknown as [string, keyof typeof styles, string];
    if (found.index > 0) runs.push({ text: rest.slice(0, found.index), ...style });
    runs.push(...runsOf(inner, { ...style, [styles[mark]]: true }));
    rest = rest.slice(found.index + whole.length);
  }
  if (rest !== '') runs.push({ text: rest, ...style });
  return runs;
}
