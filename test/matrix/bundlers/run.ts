import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSandbox } from 'viber-mailing/sandbox';
import { packInto } from '../../package/pack.ts';
import { installRuntimes } from '../../runtimes/install.ts';
import { installedRuntimes } from '../../runtimes/installed-runtimes.ts';
import { askWorker } from '../../runtimes/workerd.ts';
import { writeTable } from '../write-table.ts';

// Bundles a program for each entry of the packed package with each bundler, and runs what comes of it on Node or, what is made
// for workers, on workerd. `--write` writes the table of runtimes.md, in both languages; other arguments name the bundlers.

/** What each program gives. Where there is no file system, a campaign has no SQLite. */
const programs: Readonly<Record<string, string>> = {
  core: '1 message, a uuid of 36, phone_format',
  campaign: '2 accepted',
  postgres: 'ledger_unavailable',
  bullmq: 'ledger_unavailable',
  sandbox: '1 accepted, 400',
  preview: '<svg',
  phones: '375291111111',
  testing: 'a suite',
};
const inWorker: typeof programs = { ...programs, campaign: 'no_sqlite' };

const here = fileURLToPath(new URL('.', import.meta.url));
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const folder = mkdtempSync(join(tmpdir(), 'viber-mailing-bundlers-'));
const runtimes = installedRuntimes(installRuntimes());
const node = binary('Node 24');
const workerd = binary('workerd');
const sandbox = await createSandbox().listen();
let passed = 0;
let failed = 0;
/** The entries whose bundle does not do what it should, by the bundler. */
const rows: string[] = [];
try {
  for (const file of ['package.json', 'bundlers.mjs', 'programs'])
    cpSync(join(here, file), join(folder, file), { recursive: true });
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', packInto(folder)], { cwd: folder, stdio: 'inherit' });
  writeEntries();
  const bundlers = JSON.parse(execFileSync(node, ['bundlers.mjs'], { cwd: folder, encoding: 'utf8' })) as string[];
  for (const bundler of bundlers) {
    if (named.length === 0 || named.some((name) => bundler.toLowerCase().includes(name.toLowerCase()))) await observe(bundler);
  }
} finally {
  await sandbox.close();
  rmSync(folder, { recursive: true });
}
if (process.argv.includes('--write')) write();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function binary(wanted: string): string {
  const found = runtimes.find(({ name }) => name.startsWith(wanted));
  if (found === undefined) throw new Error(`${wanted} is not installed`);
  return found.binary;
}

/** What a bundler begins with: a script that leaves what the program gives in a global, and a worker that answers with it. */
function writeEntries(): void {
  mkdirSync(join(folder, 'in'));
  for (const name of Object.keys(programs)) {
    const imported = `import { run } from '../programs/${name}.mjs';\n`;
    writeFileSync(join(folder, `in/${name}.mjs`), `${imported}globalThis.told = run(globalThis.given);\n`);
    const answer = 'fetch: async (request) => new Response(await run(await request.json()))';
    writeFileSync(join(folder, `in/${name}.worker.mjs`), `${imported}export default { ${answer} };\n`);
  }
}

async function observe(bundler: string): Promise<void> {
  const { stdout, stderr } = spawnSync(node, ['bundlers.mjs', bundler, ...Object.keys(programs)], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: 'true' },
  });
  const bundles = JSON.parse(stdout.trim().split('\n').at(-1) || '{}') as Record<string, { file: string } | { fault: string }>;
  const faulty: string[] = [];
  for (const [program, bundle] of Object.entries(bundles)) {
    const fault = 'fault' in bundle ? bundle.fault : await faultOf(bundler, program, bundle.file);
    if (fault === undefined) {
      passed++;
      continue;
    }
    failed++;
    console.log(`✗ ${bundler}, ${program}: ${fault}`);
    faulty.push(`\`${program === 'core' ? 'viber-mailing' : `/${program}`}\``);
  }
  if (Object.keys(bundles).length === 0) {
    failed++;
    console.log(`✗ ${bundler}: ${stderr.slice(-800)}`);
    faulty.push('each of them');
  }
  console.log(`${bundler}: ${faulty.length === 0 ? 'all' : `all but ${faulty}`}`);
  rows.push(`| ${bundler} | ${faulty.length === 0 ? 'all' : `all but ${faulty.join(', ')}`} |`);
}

async function faultOf(bundler: string, program: string, file: string): Promise<string | undefined> {
  const worker = bundler.startsWith('wrangler');
  const asked = readdirSync(dirname(file), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?js$/.test(name))
    .flatMap(
      (name) => readFileSync(join(dirname(file), name), 'utf8').match(/\b(?:from|import|require)\s*\(?\s*["']node:\w+/g) ?? [],
    );
  if (asked.length > 0) return `it asks for ${asked.join(', ')}`;
  const given = { baseUrl: sandbox.baseUrl, file: join(folder, `${bundler}-${program}.db`) };
  const said = worker ? await onWorkerd(bundler, file, given) : await onNode(file, given);
  const wanted = (worker ? inWorker : programs)[program];
  return said === wanted ? undefined : `it gives ${JSON.stringify(said.slice(-600))}, not ${JSON.stringify(wanted)}`;
}

async function onNode(file: string, given: object): Promise<string> {
  const script = `globalThis.given = ${JSON.stringify(given)};
await import(${JSON.stringify(file)});
console.log(await globalThis.told);`;
  const child = spawn(node, ['--no-warnings', '--input-type=module', '--eval', script], { timeout: 60_000 });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  return said.trim();
}

async function onWorkerd(bundler: string, file: string, given: object): Promise<string> {
  const [date] = /\d{4}-\d\d-\d\d/.exec(bundler) ?? [];
  return (await askWorker(workerd, readFileSync(file, 'utf8'), given, { date })).answer;
}

function write(): void {
  const table = ['| bundler | entries that ran |', '|---|---|', ...rows];
  const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  const versions = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
  const date = new Date().toISOString().slice(0, 10);
  writeTable('runtimes', `${table.join('\n')}\n\nRun on ${date} with ${versions.join(', ')}.`, 'bundlers');
}
