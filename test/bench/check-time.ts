import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, print, row } from './measure.ts';

/**
 * How long the compiler checks a file of 3,000 chains, against the same mailings as object literals. Each is in a function
 * of its own, as the compiler looks for narrowings of a variable through all statements before.
 */

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../..', import.meta.url));
const mailings = 3000;
const rounds = 3;
const compilers = { '6': 'typescript', '7': 'typescript-7' } as const;

const files = {
  nothing: ["import { mailing } from 'viber-mailing';\nmailing();", () => ''],
  'object literals': [
    "import type { MailingJson } from 'viber-mailing';\ndeclare const phones: string[];",
    (n: number) => `export const m${n} = () => ({
  alphaname_id: '${n}', name: 'Mailing ${n}', message_type: 'bulk', schedule_time: '2026-11-27T${clock(n)}',
  content: { type: 'button', image_url: '${link(n)}.jpg', button_link: '${link(n)}', caption: 'Buy ${n}', text: 'Sale ${n}' },
  delivery_list: phones,
}) satisfies MailingJson;`,
  ],
  'objects of lists': [
    "import type { MailingJson } from 'viber-mailing';",
    (n: number) => `export const m${n} = () => ({
  alphaname_id: '${n}', name: 'Mailing ${n}', message_type: 'bulk', schedule_time: '2026-11-27T${clock(n)}',
  content: { type: 'image', image_url: '${link(n)}.jpg' }, delivery_list: ['${phone(n)}', '${phone(n + 1)}'],
}) satisfies MailingJson;`,
  ],
  'chains of strings': [
    "import { mailing } from 'viber-mailing';",
    (n: number) =>
      `export const m${n} = (text: string, phones: string[]) => mailing(text).from(text).at(text).bulk().image(text).to(phones);`,
  ],
  'chains of literals': [
    "import { mailing } from 'viber-mailing';\ndeclare const phones: string[];",
    (n: number) => `export const m${n} = () => mailing('Mailing ${n}').from('${n}').at('2026-11-27T${clock(n)}').bulk()
  .button({ caption: 'Buy ${n}', link: '${link(n)}', image: '${link(n)}.jpg', text: 'Sale ${n}' }).to(phones);`,
  ],
  // A tuple type of its own for each list takes longer than all checks.
  'chains of lists': [
    "import { mailing } from 'viber-mailing';",
    (n: number) => `export const m${n} = () => mailing('Mailing ${n}').from('${n}').at('2026-11-27T${clock(n)}').bulk()
  .image('${link(n)}.jpg').to(['${phone(n)}', '${phone(n + 1)}']);`,
  ],
} as const;

const folder = mkdtempSync(join(tmpdir(), 'viber-mailing-check-time-'));
try {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/viber-mailing'));
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    lib: ['es2022'],
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  };
  for (const [name, [prelude, mailing]] of Object.entries(files)) {
    mkdirSync(join(folder, name));
    const lines = name === 'nothing' ? [] : Array.from({ length: mailings }, (_, n) => mailing(n));
    writeFileSync(join(folder, name, 'mailings.mts'), [prelude, ...lines].join('\n'));
    writeFileSync(join(folder, name, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['mailings.mts'] }));
  }
  for (const version of ['6', '7'] as const) {
    const names = Object.keys(files);
    const measured = Object.fromEntries(names.map((name) => [name, [] as number[]]));
    const instantiations: Record<string, number> = {};
    // Interleaved, so that what else the machine does falls on all of them.
    for (let round = 0; round < rounds; round++) {
      for (const name of names) {
        const checked = check(compilers[version], join(folder, name));
        measured[name]?.push(checked.seconds);
        instantiations[name] = checked.instantiations;
      }
    }
    const nothing = median(measured['nothing'] ?? []);
    const seconds = (name: string) => median(measured[name] ?? []) - nothing;
    row(`check time ${version}`, seconds('chains of literals') / seconds('object literals'));
    row(`check time of lists ${version}`, seconds('chains of lists') / seconds('objects of lists'));
    const ofChains = (instantiations['chains of literals'] as number) - (instantiations['nothing'] as number);
    print(`instantiations of each of the chains: TypeScript ${version}`, ofChains / mailings, 45);
    for (const name of names.slice(1)) console.log(`  ${name.padEnd(18)} ${seconds(name).toFixed(2)} s`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

function check(compiler: string, project: string) {
  const tsc = join(dirname(require.resolve(`${compiler}/package.json`)), 'bin/tsc');
  const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', project, '--extendedDiagnostics', '--pretty', 'false'], {
    encoding: 'utf8',
  });
  const figure = (name: string) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1]);
  const [seconds, instantiations] = [figure('Check time'), figure('Instantiations')];
  if (status !== 0 || Number.isNaN(seconds) || Number.isNaN(instantiations)) throw new Error(stdout);
  return { seconds, instantiations };
}

function clock(n: number): string {
  return [Math.floor(n / 3600) % 24, Math.floor(n / 60) % 60, n % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function phone(n: number): string {
  return String(375_290_000_000 + n);
}

function link(n: number): string {
  return `https://shop.example.com/${n}`;
}
