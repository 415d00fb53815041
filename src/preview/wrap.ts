import type { Run } from './markup.js';
import { graphemesOf, widthOf } from './text-width.js';

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
