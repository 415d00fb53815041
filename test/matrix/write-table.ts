import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { russianTable } from '../../docs/ru/tables.ts';

/** A part of a guide that a suite writes: what it is called, and what stands in it. */
export const written =
  /(?<=<!-- (mocks|peers|validators|frameworks|figures|stale|http1|http2|bundlers|installs|next)\b[^>]*-->\n)(.*?)(?=<!-- (?:\1 )?end -->)/gs;

/** Puts what a suite found into its guide, or the README, in English and in Russian; `only` names the part, where there are several. */
export function writeTable(guide: string, text: string, only?: string): void {
  const readme = guide === 'README';
  for (const [path, said] of [
    [readme ? 'README.md' : `docs/guides/${guide}.md`, text],
    [readme ? 'docs/ru/readme.md' : `docs/ru/${guide}.md`, russianTable(text)],
  ] as const) {
    const file = fileURLToPath(new URL(`../../${path}`, import.meta.url));
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(written, (part, name: string) =>
        only === undefined || name === only ? `\n${said}\n\n` : part,
      ),
    );
  }
}
