import { graphemesOf, type Line, type Run, runsOf, widthOf, wrap } from './text.js';

/** A content as it goes on the wire, with the recipient's text. */
export interface Content {
  readonly text?: string;
  /** Whether the text stands for one that is not there yet. */
  readonly placeholder?: boolean;
  readonly image_url?: string;
  readonly caption?: string;
}

const colours = {
  light: { page: '#ffffff', bubble: '#f1f0f7', text: '#1c1b22', muted: '#5f5b70', image: '#dcd8ee', button: '#6b57d6' },
  dark: { page: '#17161b', bubble: '#2b2933', text: '#f4f2fa', muted: '#b0abc2', image: '#423e52', button: '#7d6be4' },
} as const;
const captionColour = '#ffffff';

const width = 320;
const margin = 12;
const padding = 14;
const fontSize = 15;
const lineHeight = 21;
const inner = width - 2 * margin - 2 * padding;
const imageHeight = 150;
const buttonHeight = 40;
const font = "font-family=\"system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif\"";

/** Draws a message about as a phone shows it. The SVG holds no script, no style sheet and no reference to anything outside. */
export function draw(sender: string, content: Content, theme: keyof typeof colours): string {
  const { text, placeholder, image_url, caption } = content;
  const colour = colours[theme];
  const parts: string[] = [];
  let y = margin + 46;
  const top = y;
  y += padding;
  if (image_url !== undefined) {
    const [, host = image_url] = /^[^/]*\/\/([^/?#]*)/.exec(image_url) ?? [];
    parts.push(picture(y, clean(host), colour));
    y += imageHeight + 12;
  }
  if (text !== undefined) {
    const runs = placeholder ? [{ text, italic: true }] : runsOf(clean(text));
    const fill = placeholder ? colour.muted : colour.text;
    for (const line of wrap(runs, inner / fontSize)) {
      parts.push(textLine(line, y + 15, fill));
      y += lineHeight;
    }
    y += 4;
  }
  if (caption !== undefined) {
    y += 8;
    parts.push(button(y, clean(caption), colour));
    y += buttonHeight;
  }
  y += padding;
  const height = y + margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escaped(label(content))}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${font} font-size="${fontSize}">`,
    `<rect width="${width}" height="${height}" rx="16" fill="${colour.page}"/>`,
    header(clean(sender), colour),
    `<rect x="${margin}" y="${top}" width="${width - 2 * margin}" height="${y - top}" rx="14" fill="${colour.bubble}"/>`,
    ...parts,
    '</svg>',
  ].join('');
}

type Colours = (typeof colours)[keyof typeof colours];

function header(sender: string, colour: Colours): string {
  const initial = escaped(graphemesOf(sender.trim())[0]?.toUpperCase() ?? '');
  return [
    `<circle cx="${margin + 16}" cy="${margin + 16}" r="16" fill="${colour.button}"/>`,
    `<text x="${margin + 16}" y="${margin + 21}" text-anchor="middle" font-weight="600" fill="${captionColour}">${initial}</text>`,
    `<text x="${margin + 42}" y="${margin + 21}" font-weight="600" fill="${colour.text}">${escaped(fitted(sender, (width - margin * 2 - 46) / fontSize))}</text>`,
  ].join('');
}

function picture(y: number, host: string, colour: Colours): string {
  const x = margin + padding;
  const middle = x + inner / 2;
  return [
    `<rect x="${x}" y="${y}" width="${inner}" height="${imageHeight}" rx="10" fill="${colour.image}"/>`,
    `<path d="M${middle - 44} ${y + 96}l28-38 18 22 12-14 30 30z" fill="${colour.muted}" opacity=".55"/>`,
    `<circle cx="${middle + 24}" cy="${y + 44}" r="8" fill="${colour.muted}" opacity=".55"/>`,
    `<text x="${middle}" y="${y + 126}" text-anchor="middle" font-size="12" fill="${colour.text}">${escaped(fitted(host, inner / 12))}</text>`,
  ].join('');
}

function button(y: number, caption: string, colour: Colours): string {
  const x = margin + padding;
  return [
    `<rect x="${x}" y="${y}" width="${inner}" height="${buttonHeight}" rx="${buttonHeight / 2}" fill="${colour.button}"/>`,
    `<text x="${x + inner / 2}" y="${y + 25}" text-anchor="middle" font-weight="600" fill="${captionColour}">${escaped(fitted(caption, inner / fontSize - 1.5))}</text>`,
  ].join('');
}

function textLine({ runs, rightToLeft }: Line, y: number, fill: string): string {
  const x = rightToLeft ? margin + padding + inner : margin + padding;
  const direction = rightToLeft ? ' direction="rtl"' : '';
  return `<text x="${x}" y="${y}" fill="${fill}" xml:space="preserve"${direction}>${runs.map(span).join('')}</text>`;
}

function span({ text, bold, italic, strike, monospace }: Run): string {
  const style = `${bold ? ' font-weight="700"' : ''}${italic ? ' font-style="italic"' : ''}${strike ? ' text-decoration="line-through"' : ''}${monospace ? ' font-family="monospace"' : ''}`;
  return style === '' ? escaped(text) : `<tspan${style}>${escaped(text)}</tspan>`;
}

/** One line of bold text, cut where it would not fit. */
function fitted(text: string, ems: number): string {
  const graphemes = graphemesOf(text.replace(/\s+/g, ' ').trim());
  const ellipsis = 1.2;
  let width = 0;
  let kept = 0;
  for (const [index, grapheme] of graphemes.entries()) {
    width += widthOf(grapheme, true);
    if (width > ems) return `${graphemes.slice(0, kept).join('').trimEnd()}…`;
    if (width <= ems - ellipsis) kept = index + 1;
  }
  return graphemes.join('');
}

function label({ text, image_url, caption }: Content): string {
  const said = [image_url && 'image', text && clean(text), caption && `button: ${clean(caption)}`];
  return `Viber message: ${said.filter(Boolean).join(', ')}`;
}

// Characters that XML does not have, and those that turn the direction of what follows.
const forbidden =
  /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;
const special: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

// More than any script puts on one letter: they would pile up out of the bubble.
const piled = /(\p{M}{4})\p{M}+/gu;

/** Text fit to be drawn: line ends made one, and a sign in place of what XML cannot hold. */
export function clean(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(forbidden, '\ufffd')
    .replace(piled, '$1');
}

/** Text as it stands in XML, in content and in attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => special[character] as string);
}
