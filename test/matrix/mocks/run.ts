import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installRuntimes } from '../../runtimes/install.ts';
import { type Installed, installedRuntimes } from '../../runtimes/installed-runtimes.ts';
import { writeTable } from '../write-table.ts';

// Sends through each library that has a `fetch` and each mock of it, on each Node, with the built package. A tool sees URL, headers and
// body, and the answer is understood, or it failed. `--write` writes the table of testing.md, in both languages.
const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));

type Seen = Readonly<Record<string, string>>;

/** Those that cannot run there, and why. */
const left: Readonly<Record<string, (node: number) => string | undefined>> = {
  'undici 8': (node) => (node < 22 ? 'needs Node 22' : undefined),
  "undici 8's MockAgent": (node) => (node < 22 ? 'needs Node 22' : undefined),
  "undici 8's MockAgent and fetch": (node) => (node < 22 ? 'needs Node 22' : undefined),
  "undici 6's MockAgent": (node) => (node >= 26 ? "Node 26's fetch passes it by, and sends" : undefined),
  'nock 15': (node) => (node < 22 ? 'needs Node 22' : undefined),
  'msw 3': (node) => (node < 22 ? 'needs Node 22' : undefined),
};

const folder = mkdtempSync(join(tmpdir(), 'viber-mailing-mocks-'));
let passed = 0;
let failed = 0;
/** What each tool's cases come to, by the Node. */
const results = new Map<string, Map<string, Seen | string>>();
try {
  for (const file of ['package.json', 'tools.mjs', 'runner.test.mjs']) cpSync(join(here, file), join(folder, file));
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
  });
  symlinkSync(root, join(folder, 'node_modules/viber-mailing'), 'dir');
  const nodes = installedRuntimes(installRuntimes()).filter(({ sort }) => sort === 'node');
  const names = JSON.parse(execFileSync(process.execPath, ['tools.mjs', 'names'], { cwd: folder, encoding: 'utf8' })) as string[];
  for (const node of nodes) {
    const major = Number(/\d+/.exec(node.name)?.[0]);
    for (const name of names) note(node, name, left[name]?.(major) ?? run(node, name));
    for (const [name, seen] of Object.entries(runners(node))) note(node, name, seen);
  }
  if (process.argv.includes('--write')) write();
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function run({ binary }: Installed, tool: string): Seen {
  const { stdout, stderr } = spawnSync(binary, ['tools.mjs', tool], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1) as string);
  } catch {
    return { fault: stderr.slice(-500) };
  }
}

/** The mocks of Jest and vitest. */
function runners({ binary }: Installed): Readonly<Record<string, Seen>> {
  const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--testMatch', '**/runner.test.mjs'];
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--globals'];
  return Object.assign({}, ...[jest, vitest].map((command) => seenBy(binary, command)));
}

function seenBy(binary: string, command: readonly string[]): Readonly<Record<string, Seen>> {
  const SEEN = join(folder, 'seen.json');
  rmSync(SEEN, { force: true });
  const { stderr } = spawnSync(binary, command, { cwd: folder, encoding: 'utf8', timeout: 120_000, env: { ...process.env, SEEN } });
  try {
    return JSON.parse(readFileSync(SEEN, 'utf8'));
  } catch {
    return { [command.find((part) => part.startsWith('node_modules/')) as string]: { fault: stderr.slice(-500) } };
  }
}

function note({ name: node }: Installed, tool: string, seen: Seen | string): void {
  const fault = typeof seen === 'string' ? undefined : (seen['fault'] ?? faultOf(seen));
  if (fault === undefined) passed++;
  else {
    failed++;
    console.log(`${node}, ${tool}: ${fault}`);
  }
  const ofTool = results.get(tool) ?? new Map<string, Seen | string>();
  results.set(tool, ofTool.set(node, seen));
}

/** What must be so of every tool; what its simulated failures come to is its own affair, as long as nothing is accepted. */
function faultOf(seen: Seen): string | undefined {
  const { 'an answer': answer, 'a refusal': refusal, ...others } = seen;
  if (answer !== 'accepted') return `an answer is ${answer}`;
  if (refusal !== 'rejected 400') return `a refusal is ${refusal}`;
  const { 'the same through a wrapper': wrapped = 'accepted', ...failures } = others;
  if (wrapped !== 'accepted') return `through a wrapper an answer is ${wrapped}`;
  return Object.entries(failures)
    .find(([, outcome]) => outcome.startsWith('accepted'))
    ?.join(' is ');
}

/** Writes what the tools' failures come to: one line a tool, or several where the versions of Node differ. */
function write(): void {
  const nodes = [...(results.values().next().value as Map<string, unknown>).keys()];
  const rows: string[] = [];
  for (const [tool, byNode] of results) {
    const same = new Map<string, string[]>();
    for (const [node, seen] of byNode) {
      const text = typeof seen === 'string' ? seen : failuresOf(seen);
      same.set(text, [...(same.get(text) ?? []), node.replace('Node ', '')]);
    }
    for (const [text, on] of same) rows.push(`| ${tool} | ${on.length === nodes.length ? 'all' : on.join(', ')} | ${text} |`);
  }
  const date = new Date().toISOString().slice(0, 10);
  const versions = Object.entries(
    JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).dependencies as Record<string, string>,
  )
    .map(([name, version]) => (version.startsWith('npm:') ? version.slice(4) : `${name}@${version}`))
    .join(', ');
  const table = ['| with | Node | what its failures come to |', '|---|---|---|', ...rows].join('\n');
  writeTable('testing', `${table}\n\nRun on ${date} with ${nodes.join(', ')}; ${versions}.`);
}

function failuresOf(seen: Seen): string {
  const hidden = ['an answer', 'the same through a wrapper', 'a refusal', 'fault'];
  const failures = Object.entries(seen).filter(([name]) => !hidden.includes(name));
  return failures.map(([name, outcome]) => `${name}: \`${outcome.split(' ')[0]}\``).join(' · ');
}
