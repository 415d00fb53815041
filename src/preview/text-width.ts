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
