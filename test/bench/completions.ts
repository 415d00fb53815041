import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installPackages } from '../tools/packages.ts';
import { median, row } from './measure.ts';

/**
 * What an editor takes to list the steps after a dot that was just typed, in a file of 300 chains, against the same in a
 * file of kysely's chains of about the same length.
 */
const chains = 300;
const rounds = 41;

const require = createRequire(import.meta.url);
const ts = require('typescript') as typeof import('typescript');

interface Sample {
  readonly prelude: string;
  readonly chain: (n: number) => string;
  /** What is typed, and a step that must be offered behind it. */
  readonly typed: (n: number) => string;
  readonly offered: string;
}

const ours: Sample = {
  prelude: "import { mailing } from 'viber-mailing';\ndeclare const phones: string[];",
  chain: (n) =>
    `mailing('Sale ${n}').from('${n}').at('2026-11-27T10:00:00').bulk().image('https://shop.example.com/${n}.jpg').to(phones)`,
  typed: (n) => `mailing('Typed ${n}').from('444').at('2026-11-27T10:00:00').bulk().image('https://shop.example.com/typed.jpg').`,
  offered: 'to',
};

const kysely: Sample = {
  prelude: `import type { Generated, Kysely } from 'kysely';
interface Person { id: Generated<number>; name: string; phone: string; city: string; age: number }
interface Order { id: Generated<number>; person_id: number; paid: boolean; total: number }
declare const db: Kysely<{ person: Person; order: Order }>;`,
  chain: (n) =>
    `db.selectFrom('person').innerJoin('order', 'order.person_id', 'person.id').select(['person.id', 'person.phone']).where('age', '>', ${n}).orderBy('name')`,
  typed: (n) =>
    `db.selectFrom('person').innerJoin('order', 'order.person_id', 'person.id').select(['person.id', 'person.phone']).where('age', '>', ${n}).`,
  offered: 'orderBy',
};

/** The names that are offered at a place of a text, which was changed since the last time. */
type Editor = (text: string, position: number) => Promise<readonly string[]>;

const folder = installPackages(['kysely@0.29.9']);
const ended: (() => void)[] = [];
try {
  symlinkSync(fileURLToPath(new URL('../..', import.meta.url)), join(folder, 'node_modules/viber-mailing'));
  for (const [version, open] of [
    ['6', languageService],
    ['7', languageServer],
  ] as const) {
    const times = { ours: [] as number[], kysely: [] as number[] };
    const files = { ours, kysely };
    const editors = { ours: await open('ours'), kysely: await open('kysely') };
    for (let round = -3; round < rounds; round++) {
      for (const name of ['ours', 'kysely'] as const) {
        const { text, position } = program(files[name], round + 10);
        const started = performance.now();
        const names = await editors[name](text, position);
        if (round >= 0) times[name].push(performance.now() - started);
        if (!names.includes(files[name].offered)) throw new Error(`${name}, TypeScript ${version}: offered ${names}`);
      }
    }
    row(`completions ${version}`, median(times.ours) / median(times.kysely));
    console.log(`  ${median(times.ours).toFixed(1)} ms, of kysely ${median(times.kysely).toFixed(1)} ms`);
  }
} finally {
  for (const end of ended) end();
  rmSync(folder, { recursive: true });
}

/** A file of chains, in the middle of which one is being typed. */
function program({ prelude, chain, typed }: Sample, n: number): { text: string; position: number } {
  const lines = Array.from({ length: chains }, (_, index) => `export const m${index} = () => ${chain(index)};`);
  const before = [prelude, ...lines.slice(0, chains / 2), `export const typed = () => ${typed(n)}`].join('\n');
  return { text: [before, ...lines.slice(chains / 2)].join('\n'), position: before.length };
}

function projectIn(name: string): string {
  const project = join(folder, name);
  mkdirSync(project, { recursive: true });
  const compilerOptions = { target: 'es2022', module: 'nodenext', lib: ['es2022'], types: [], strict: true, noEmit: true };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['typed.mts'] }));
  writeFileSync(join(project, 'typed.mts'), '');
  return join(project, 'typed.mts');
}

async function languageService(name: string): Promise<Editor> {
  const file = projectIn(name);
  let version = 0;
  let content = '';
  const options = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    lib: ['lib.es2022.d.ts'],
    types: [],
    strict: true,
  };
  const service = ts.createLanguageService({
    getScriptFileNames: () => [file],
    getScriptVersion: (name) => (name === file ? String(version) : '0'),
    getScriptSnapshot: (name) => {
      const text = name === file ? content : ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => dirname(file),
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
  });
  return async (text, position) => {
    version++;
    content = text;
    return (service.getCompletionsAtPosition(file, position, {})?.entries ?? []).map(({ name }) => name);
  };
}

/** TypeScript 7 has no language service in the process, but a server that speaks the Language Server Protocol. */
async function languageServer(name: string): Promise<Editor> {
  const file = projectIn(name);
  const uri = pathToFileURL(file).href;
  const tsc = join(dirname(require.resolve('typescript-7/package.json')), 'bin/tsc');
  const server = spawn(process.execPath, [tsc, '--lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  ended.push(() => server.stdin.end());
  const waiting = new Map<number, (result: unknown) => void>();
  let bytes = Buffer.alloc(0);
  server.stdout.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (;;) {
      const end = bytes.indexOf('\r\n\r\n');
      const length = Number(/^Content-Length: (\d+)/m.exec(bytes.toString('latin1', 0, Math.max(end, 0)))?.[1]);
      if (end < 0 || bytes.length < end + 4 + length) return;
      const message = JSON.parse(bytes.toString('utf8', end + 4, end + 4 + length));
      bytes = bytes.subarray(end + 4 + length);
      if (message.method === undefined) waiting.get(message.id)?.(message.result);
      // It asks to watch files and for its settings, and waits for the answer.
      else if (message.id !== undefined) write({ id: message.id, result: null });
    }
  });
  const write = (message: object) => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  let id = 0;
  const ask = (method: string, params: object) => {
    const answer = new Promise<unknown>((resolve) => waiting.set(++id, resolve));
    write({ id, method, params });
    return answer;
  };
  await ask('initialize', { processId: process.pid, rootUri: pathToFileURL(dirname(file)).href, capabilities: {} });
  write({ method: 'initialized', params: {} });
  write({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'typescript', version: 0, text: '' } } });
  let version = 0;
  return async (text, position) => {
    const lines = text.slice(0, position).split('\n');
    write({ method: 'textDocument/didChange', params: { textDocument: { uri, version: ++version }, contentChanges: [{ text }] } });
    const completions = await ask('textDocument/completion', {
      textDocument: { uri },
      position: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 },
      context: { triggerKind: 2, triggerCharacter: '.' },
    });
    return ((completions as { items?: { label: string }[] } | null)?.items ?? []).map(({ label }) => label);
  };
}
