import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { russianTable } from '../../docs/ru/tables.ts';

/** A part of a guide that a suite writes: what it is called, and what stands in it. */
export const written = /(?<=<!-- (mocks|peers|validators|frameworks)\b[^>]*-->\n)(.*?)(?=<!-- (?:\1 )?end -->)/gs;

/** Puts what a suite found into its guide, in English and in Russian. */
export function writeTable(guide: string, text: string): void {
  for (const [folder, said] of [
    ['guides', text],
    ['ru', russianTable(text)],
  ]) {
    const file = fileURLToPath(new URL(`../../docs/${folder}/${guide}.md`, import.meta.url));
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(written, () => `\n${said}\n\n`),
    );
  }
}
