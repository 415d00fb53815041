import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packInto } from '../../package/pack.ts';
import { installRuntimes } from '../../runtimes/install.ts';
import { type Installed, installedRuntimes } from '../../runtimes/installed-runtimes.ts';
import { writeTable } from '../write-table.ts';

// Installs the packed package with each package manager, as strictly as it can be told to, on the oldest Node and a later one, and
// runs it there; then has linters and ts-node look for its entries. `--write` writes the table of runtimes.md, in both languages.

const here = fileURLToPath(new URL('.', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'viber-mailing-installs-'));
const tools = join(root, 'node_modules');
const runtimes = installedRuntimes(installRuntimes());
const nodes = ['Node 20', 'Node 24'].map((name) => runtime(name));
const bun = runtime('Bun').binary;
const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();

interface Manager {
  readonly name: string;
  /** Its script, run by the Node that is tried, or a binary. */
  readonly command: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  /** What runs a program where it was installed, if it is not Node alone. */
  readonly runner?: readonly string[];
  /** The Node on which it cannot `require` a module that imports another, whichever package it is of. */
  readonly importsAlone?: string;
}

const npm = ['node', join(tools, 'npm/bin/npm-cli.js'), 'install', '--no-audit', '--no-fund'];
const berry = ['node', join(tools, '@yarnpkg/cli-dist/bin/yarn.js')];
const strictly = 'engine-strict=true\nstrict-peer-dependencies=true\nhoist=false\n';
const managers: readonly Manager[] = [
  { name: 'npm, `engine-strict`', command: npm, settings: { '.npmrc': 'engine-strict=true\nstrict-peer-deps=true\n' } },
  { name: 'npm, beside bullmq 5 and pg', command: npm, dependencies: { bullmq: '5.81.5', pg: '8.23.1' } },
  { name: 'npm, `install-links`', command: [...npm, '--install-links'] },
  { name: 'npm, a workspace', command: npm },
  { name: 'pnpm 10, strict', command: ['node', join(tools, 'pnpm-10/bin/pnpm.cjs'), 'install'], settings: { '.npmrc': strictly } },
  { name: 'pnpm 12, strict', command: [join(tools, '.bin/pnpm'), 'install'], settings: { '.npmrc': strictly } },
  { name: 'yarn 1', command: ['node', join(tools, 'yarn/bin/yarn.js'), 'install', '--no-progress'] },
  {
    name: 'yarn 4, Plug’n’Play',
    command: [...berry, 'install'],
    settings: { 'yarn.lock': '' },
    runner: [...berry, 'node'],
    importsAlone: 'Node 20',
  },
  {
    name: 'yarn 4, `node_modules`',
    command: [...berry, 'install'],
    settings: { 'yarn.lock': '', '.yarnrc.yml': 'nodeLinker: node-modules\n' },
  },
  { name: 'Bun', command: [bun, 'install'] },
];

/** What looks for the entries by rules of its own, and what it must complain of, of the second program. */
const linters = [
  ['eslint-plugin-import', ['import/no-unresolved', 'import/named', 'import/namespace']],
  ['eslint-plugin-n', ['n/no-missing-import']],
] as const;

let passed = 0;
let failed = 0;
const rows: string[] = [];
try {
  cpSync(join(here, 'package.json'), join(root, 'package.json'));
  const tarball = packInto(root);
  run(root, ['npm', 'install', '--no-audit', '--no-fund', '--silent']);
  for (const manager of managers) {
    const cells = nodes.map((node) => {
      const cell = check(`${manager.name}, ${node.name}`, () => install(manager, node, tarball));
      return node.name.startsWith(manager.importsAlone ?? 'none') ? `${cell} \`import\`` : cell;
    });
    rows.push(`| ${manager.name} | ${cells.join(' | ')} |`);
  }
  run(root, ['npm', 'install', '--no-audit', '--no-fund', '--silent', '--no-save', tarball, 'libphonenumber-js@1.13.16']);
  for (const [plugin, rules] of linters) {
    const cells = nodes.map((node) => check(`${plugin}, ${node.name}`, () => lint(node, rules)));
    rows.push(`| ${plugin} | ${cells.join(' | ')} |`);
  }
  const cells = nodes.map((node) => check(`ts-node, ${node.name}`, () => tsNode(node)));
  rows.push(`| ts-node, \`"module": "commonjs"\` | ${cells.join(' | ')} |`);
} finally {
  rmSync(root, { recursive: true, force: true });
}
if (process.argv.includes('--write')) write();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function runtime(wanted: string): Installed {
  const found = runtimes.find(({ name }) => name.startsWith(wanted));
  if (found === undefined) throw new Error(`${wanted} is not installed`);
  return found;
}

/** Counts it; what is thrown is what is wrong. */
function check(title: string, work: () => void): string {
  try {
    work();
    passed++;
    console.log(`✓ ${title}`);
    return 'yes';
  } catch (error) {
    failed++;
    console.log(`✗ ${title}\n${String(error)}`);
    return 'no';
  }
}

function install(
  { name, command, settings = {}, dependencies = {}, runner = ['node'], importsAlone = 'none' }: Manager,
  node: Installed,
  tarball: string,
) {
  const folder = mkdtempSync(join(root, 'user-'));
  const workspace = name.includes('workspace') ? join(folder, 'packages/mailings') : folder;
  mkdirSync(workspace, { recursive: true });
  const links = name.includes('install-links');
  if (links) run(folder, ['tar', '-xzf', tarball]);
  const needed = { 'viber-mailing': `file:${links ? './package' : tarball}`, 'libphonenumber-js': '1.13.16', ...dependencies };
  if (workspace !== folder) writeFileSync(join(folder, 'package.json'), '{"private":true,"workspaces":["packages/*"]}');
  const manifest = { name: 'mailings', version: '1.0.0', private: true, type: 'module', dependencies: needed };
  writeFileSync(join(workspace, 'package.json'), JSON.stringify(manifest));
  for (const [file, text] of Object.entries(settings)) writeFileSync(join(folder, file), text);
  cpSync(join(here, 'check.mjs'), join(workspace, 'check.mjs'));
  run(folder, command, node);
  const ways = node.name.startsWith(importsAlone) ? ['import'] : ['import', 'require'];
  const said = run(workspace, [...runner, 'check.mjs', ...ways], node).trim();
  if (said !== '36') throw new Error(`it says ${said}`);
}

function lint(node: Installed, rules: readonly string[]): void {
  const folder = mkdtempSync(join(root, 'lint-'));
  for (const file of ['eslint.config.mjs', 'good.mjs', 'bad.mjs']) cpSync(join(here, file), join(folder, file));
  writeFileSync(join(folder, 'package.json'), '{"private":true,"dependencies":{"viber-mailing":"*"}}');
  const eslint = ['node', join(tools, 'eslint/bin/eslint.js'), '--format', 'json'];
  const complained = (file: string): string[] => {
    const said = run(folder, [...eslint, file], node, [0, 1]);
    return JSON.parse(said)[0].messages.map(({ ruleId }: { ruleId: string }) => ruleId);
  };
  const plugin = (rule: string) => rules.some((known) => known.split('/')[0] === rule.split('/')[0]);
  const wrong = complained('good.mjs').filter(plugin);
  if (wrong.length > 0) throw new Error(`it complains of what is there: ${wrong}`);
  const missed = rules.filter((rule) => !complained('bad.mjs').includes(rule));
  if (missed.length > 0) throw new Error(`it does not see what is not there: ${missed}`);
}

function tsNode(node: Installed): void {
  const folder = mkdtempSync(join(root, 'ts-node-'));
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  writeFileSync(join(folder, 'tsconfig.json'), '{"compilerOptions":{"module":"commonjs","strict":true,"skipLibCheck":true}}');
  cpSync(join(here, 'program.ts'), join(folder, 'program.ts'));
  const said = run(folder, ['node', join(tools, 'ts-node/dist/bin.js'), 'program.ts'], node).trim();
  if (said !== '36') throw new Error(`it says ${said}`);
}

/** Runs a command with the given Node as `node`, and gives what it prints. */
function run(cwd: string, [program = '', ...args]: readonly string[], node?: Installed, statuses: readonly number[] = [0]): string {
  const PATH = node === undefined ? process.env['PATH'] : `${folderOf(node)}${delimiter}${process.env['PATH']}`;
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    timeout: 300_000,
    env: {
      ...process.env,
      PATH,
      YARN_NPM_REGISTRY_SERVER: registry,
      YARN_ENABLE_TELEMETRY: '0',
      YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
      YARN_CACHE_FOLDER: join(root, 'yarn-cache'),
      npm_config_store_dir: join(root, 'pnpm-store'),
    },
  });
  if (status === null || !statuses.includes(status))
    throw new Error(`${basename(program)} ${args.join(' ')}: ${stdout}${stderr}`.slice(-1500));
  return stdout;
}

/** A folder in which this Node alone is `node`. */
function folderOf({ name, binary }: Installed): string {
  const folder = join(root, name.replace(' ', '-'));
  mkdirSync(folder, { recursive: true });
  try {
    symlinkSync(binary, join(folder, 'node'));
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
  return folder;
}

function write(): void {
  const table = [`| with | ${nodes.map(({ name }) => name).join(' | ')} |`, `|---|${'---|'.repeat(nodes.length)}`, ...rows];
  const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  const versions = Object.entries(dependencies).map(([name, version]) =>
    version.startsWith('npm:') ? version.slice(4) : `${name} ${version}`,
  );
  const date = new Date().toISOString().slice(0, 10);
  writeTable('runtimes', `${table.join('\n')}\n\nRun on ${date} with ${versions.join(', ')}.`, 'installs');
}
