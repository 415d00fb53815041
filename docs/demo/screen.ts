import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** How many characters a line has. */
export const width = 100;
const coloured = process.stdout.isTTY && !process.env['NO_COLOR'];

/** The text in a colour, where the output is a terminal that may have some. */
export function paint(format: Format, text: string): string {
  return coloured ? styleText(format, text) : text;
}

/** A heading, with a line of space before it. */
export function heading(text: string): void {
  console.log(`\n${paint('bold', text)}`);
}

/** A paragraph after its label, wrapped between words and indented. */
export function paragraph(label: string, text: string, format: Format = 'reset'): void {
  const margin = ' '.repeat(label.length);
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line && label.length + line.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  for (const [index, line] of lines.entries()) console.log(`${index === 0 ? label : margin}${paint(format, line)}`);
}
