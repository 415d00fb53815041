import { width } from './screen.js';

/** JSON with as much on a line as has room. It differs from `JSON.stringify` in spaces alone. */
export function compactJson(value: unknown, margin = 0, name = ''): string {
  const flat = name + JSON.stringify(value, null, 1).replace(/\n */g, ' ');
  if (typeof value !== 'object' || value === null || margin + flat.length <= width) return flat;
  const inner = margin + 2;
  const line = `\n${' '.repeat(inner)}`;
  if (Array.isArray(value)) return `${name}[${value.map((item) => line + compactJson(item, inner)).join(',')} ]`;
  let text = '';
  let column = margin + name.length;
  for (const [key, item] of Object.entries(value)) {
    const part = compactJson(item, inner, `${JSON.stringify(key)}: `);
    const breaks = part.includes('\n') || column + part.length + 4 > width;
    text += `${text && ','}${breaks && text ? line : ' '}${part}`;
    column = part.includes('\n') ? width : (breaks ? inner : column + 2) + part.length;
  }
  return `${name}{${text} }`;
}
