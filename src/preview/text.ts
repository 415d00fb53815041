/** A line of text: its runs, and whether it reads from right to left. */
export interface Line {
  readonly runs: readonly Run[];
  readonly rightToLeft: boolean;
}

const leftToRight = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}]/u;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** Breaks styled text into lines of at most `width` ems: at line ends, between words, and within words that are too long. */
export function wrap(runs: readonly Run[], width: number): Line[] {
  const lines: Line[] = [];
  let line: Run[] = [];
  let used = 0;
  let reversed: boolean | undefined;
  const endLine = () => {
    lines.push({ runs: line, rightToLeft: reversed ?? false });
    [line, used] = [[], 0];
  };
  const push = (text: string, ems: number, style: Run) => {
    if (used + ems > width && used > 0) endLine();
    const last = line.at(-1);
    if (last !== undefined && sameStyle(last, style)) line[line.length - 1] = { ...last, text: last.text + text };
    else line.push({ ...style, text });
    used += ems;
  };
  const add = (word: string, style: Run) => {
    reversed ??= leftToRight.test(word) ? false : rightToLeft.test(word) ? true : undefined;
    const graphemes = graphemesOf(word).map((text) => ({ text, ems: widthOf(text, style.bold, style.monospace) }));
    const ems = graphemes.reduce((sum, grapheme) => sum + grapheme.ems, 0);
    if (used + ems > width && used > 0) {
      endLine();
      if (word.trim() === '') return;
    }
    for (const piece of ems > width ? graphemes : [{ text: word, ems }]) push(piece.text, piece.ems, style);
  };
  for (const run of runs) {
    run.text.split('\n').forEach((text, index) => {
      if (index > 0) {
        endLine();
        reversed = undefined;
      }
      for (const word of text.match(words) ?? []) add(word, run);
    });
  }
  endLine();
  return lines;
}

// No line is broken at a no-break space, whose width may differ.
const words = /[^\S\u00a0\u2007\u202f\ufeff]+|[\S\u00a0\u2007\u202f\ufeff]+/g;

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
