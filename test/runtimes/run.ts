import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { match } from 'ts-pattern';
import { makeCertificates } from './certificates.ts';
import { runInChromium } from './chromium.ts';
import { type Control, openControl } from './control.ts';
import { runInEdgeRuntime, runInQuickJs } from './engines.ts';
import { installRuntimes } from './install.ts';
import { type Installed, installedRuntimes } from './installed-runtimes.ts';
import { runAsProcess } from './process-runtime.ts';
import type { Report } from './suite/behaviour.ts';
import { type Seen, writeTables } from './tables.ts';
import { runInWorkerd } from './workerd.ts';

// Runs the same suite on every runtime, and composing in a browser and in engines that have less; or on those whose names begin with one of the arguments.
// `--figures` shows what was counted, `--write` writes the tables of docs/guides/runtimes.md.
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const figuresWanted = process.argv.includes('--figures');
const seen: Seen[] = [];
/** Versions of undici, each on a Node whose own fetch speaks HTTP/1.1 alone. */
const undicis = { 'Node 20': 'undici@6.29.1', 'Node 22': 'undici@7.30.2', 'Node 24': 'undici@8.13.1' } as const;
const installation = installRuntimes();
const runtimes = installedRuntimes(installation);
const folder = mkdtempSync(join(tmpdir(), 'viber-mailing-suite-'));
const program = join(folder, 'suite.mjs');
const files = makeCertificates(folder);
const control = await openControl(files);
let passed = 0;
let failed = 0;
try {
  // Found from there as an installed package is.
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(fileURLToPath(new URL('../..', import.meta.url)), join(folder, 'node_modules/viber-mailing'), 'dir');
  symlinkSync(fileURLToPath(new URL('../../node_modules/libsql', import.meta.url)), join(folder, 'node_modules/libsql'), 'dir');
  installUndici(folder);
  writeFileSync(program, await bundle('in-process.ts', 'esm', ['node:*', 'viber-mailing', 'libsql']));
  const worker = await bundle('in-worker.ts', 'esm', ['node:*']);
  for (const runtime of runtimes) {
    const results = await observed(runtime.name, () => run(runtime, worker, control));
    seen.push({ runtime: runtime.name, undici: undiciFor(runtime.name), results });
  }
  const script = await bundle('in-script.ts', 'iife', []);
  await observed('QuickJS', () => runInQuickJs(installation, script));
  await observed('edge-runtime', () => runInEdgeRuntime(installation, script));
  await observed('Chromium', () => runInChromium(installation, script));
} finally {
  control.close();
  rmSync(folder, { recursive: true });
}
if (process.argv.includes('--write') && failed === 0 && named.length === 0) writeTables(seen);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

function run({ name, sort, binary }: Installed, worker: string, { url }: Control): Promise<Report> {
  return match(sort)
    .with('node', 'bun', (runtime) =>
      runAsProcess(binary, [program], { runtime, control: url, folder, undici: undiciFor(name) }, files),
    )
    .with('deno', (runtime) =>
      runAsProcess(
        binary,
        [
          'run',
          '--no-prompt',
          '--node-modules-dir=manual',
          '--allow-net',
          `--allow-read=${folder}`,
          `--allow-write=${folder}`,
          program,
        ],
        { runtime, control: url, folder },
        files,
      ),
    )
    .with('workerd', (runtime) => runInWorkerd(binary, worker, { runtime, control: url, folder }, files))
    .exhaustive();
}

function undiciFor(runtime: string): string | undefined {
  return Object.entries(undicis)
    .find(([name]) => runtime.startsWith(name))?.[1]
    .replace('@', '-');
}

/** Puts them beside the program, under names of their own. */
function installUndici(folder: string): void {
  const place = join(folder, 'undici');
  mkdirSync(place);
  writeFileSync(join(place, 'package.json'), '{"private":true}');
  const wanted = Object.values(undicis).map((version) => `${version.replace('@', '-')}@npm:${version}`);
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--no-package-lock', ...wanted], {
    cwd: place,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const version of Object.values(undicis).map((each) => each.replace('@', '-')))
    symlinkSync(join(place, 'node_modules', version), join(folder, 'node_modules', version), 'dir');
}

async function observed(name: string, run: () => Promise<Report>): Promise<Report['results']> {
  if (named.length > 0 && !named.some((each) => name.toLowerCase().startsWith(each.toLowerCase()))) return [];
  const begun = performance.now();
  const { results } = await run().catch((error): Report => ({ results: [{ title: 'runs the suite', fault: String(error) }] }));
  const faults = results.filter(({ fault }) => fault !== undefined);
  passed += results.length - faults.length;
  failed += faults.length;
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${name}: ${results.length - faults.length} of ${results.length} behaviours hold (${seconds} s)`);
  for (const { title, fault } of faults) console.log(`  ${title}\n    ${fault}`);
  for (const { title, figures } of figuresWanted ? results : [])
    if (figures !== undefined) console.log(`  ${title}\n    ${JSON.stringify(figures)}`);
  return results;
}

/** A part of the suite as one script, with the built package in it unless that is external. */
async function bundle(entry: string, format: 'esm' | 'iife', external: string[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`suite/${entry}`, import.meta.url))],
    bundle: true,
    write: false,
    format,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external,
    // The paths of the tests' own configuration lead to the source; what is tested here is what is published.
    tsconfigRaw: {},
  });
  return outputFiles[0]?.text as string;
}
