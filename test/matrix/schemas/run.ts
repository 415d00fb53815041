import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MailingSchema, RequestSchema } from 'viber-mailing';
import { writeTable } from '../write-table.ts';
import { type Document, documents } from './documents.ts';

// Asks validators of many languages for their verdict on the same documents, and holds it against the library's.
// Those of other languages are Debian's packages; one that is not there is left out, with a line that says so.
// `--write` puts the table into json.md, in both languages. Arguments name the validators to ask.

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const write = process.argv.includes('--write');
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

const packages = [
  'ajv@8.20.0',
  '@cfworker/json-schema@4.1.6',
  '@hyperjump/browser@1.3.1',
  '@hyperjump/json-schema@1.18.0',
  '@exodus/schemasafe@1.3.0',
  'jsonschema@1.5.0',
  'is-my-json-valid@2.20.6',
  'z-schema@12.5.0',
  'z-schema-6@npm:z-schema@6.0.2',
  'json-schema-library@11.6.2',
  'vscode-json-languageservice@5.7.2',
];

interface Validator {
  readonly name: string;
  readonly language: string;
  readonly command: (folder: string) => readonly [program: string, ...args: string[]];
}

const javascript = (name: string): Validator => ({
  name,
  language: 'JavaScript',
  command: (folder) => [process.execPath, here('validators/javascript.mjs'), name, folder],
});

const validators: readonly Validator[] = [
  javascript('ajv'),
  javascript('ajv 2020-12'),
  javascript('@cfworker/json-schema'),
  javascript('@hyperjump/json-schema'),
  javascript('@exodus/schemasafe'),
  javascript('jsonschema'),
  javascript('is-my-json-valid'),
  javascript('z-schema 6'),
  javascript('z-schema'),
  javascript('json-schema-library'),
  javascript('vscode-json-languageservice'),
  {
    name: 'jsonschema',
    language: 'Python',
    command: (folder) => ['/usr/bin/python3', here('validators/python.py'), 'jsonschema', folder],
  },
  {
    name: 'fastjsonschema',
    language: 'Python',
    command: (folder) => ['/usr/bin/python3', here('validators/python.py'), 'fastjsonschema', folder],
  },
  {
    name: 'justinrainbow/json-schema',
    language: 'PHP',
    command: (folder) => ['php', here('validators/php.php'), folder],
  },
  { name: 'JSON::Validator', language: 'Perl', command: (folder) => ['perl', here('validators/perl.pl'), folder] },
  {
    name: 'json-schema',
    language: 'Ruby',
    command: (folder) => ['ruby', here('validators/ruby.rb'), 'json-schema', folder],
  },
  { name: 'json_schemer', language: 'Ruby', command: (folder) => ['ruby', here('validators/ruby.rb'), 'json_schemer', folder] },
  { name: 'gojsonschema', language: 'Go', command: go },
  { name: 'valijson', language: 'C++', command: cpp },
];

/** What a validator cannot do, whatever the schema says: its verdict is another one on documents of these names. */
const ofAnotherKind = {
  why: 'knows no `if`, and takes a field of another kind, or leaves one out',
  names: /^(?:bulk|personal) \w+ (?:with|without|as) |delivery_list = \["375291111111",\{|a recipient with a button_link/,
};
const limits: Readonly<Record<string, { readonly why: string; readonly names: RegExp }>> = {
  'JavaScript jsonschema': {
    why: 'takes unknown keys that each object inherits, such as `constructor`',
    names: /the key "?(?:__proto__|constructor|toString|hasOwnProperty)/,
  },
  'JavaScript is-my-json-valid': ofAnotherKind,
  'JavaScript z-schema 6': ofAnotherKind,
  'Ruby json-schema': ofAnotherKind,
  'Python fastjsonschema': { why: 'takes a text of nothing but NUL, which cannot stand in its patterns', names: /= "\\u0000"/ },
  'PHP justinrainbow/json-schema': {
    why: `${ofAnotherKind.why}; counts the bytes of a link where mbstring is not installed; takes any \`$schema\``,
    names: new RegExp(`${ofAnotherKind.names.source}|_link = "https://a\\.by/ж|\\$schema that is no string`),
  },
};

/** The place that the first sentence must name, for validators that tell places. */
const firstPlaces: readonly [document: RegExp, place: RegExp][] = [
  [/^bulk image: content\.image_url = "http:\/\/10\.1\.2\.3/, /image_url/],
  [/^bulk text: delivery_list\.0 = "\+375291111111"/, /delivery_list/],
  [/^personal text: delivery_list\.0\.phone = "(?:37529111111|\+375291111111)"/, /phone/],
  [/^personal button: delivery_list\.0\.button_link = "http:\/\/localhost/, /button_link/],
  [/^bulk text: schedule_time = "2026-11-27T10:00:00Z"/, /schedule_time/],
  [/^personal text as content\.type "image"/, /type/],
  [/^bulk text without content\.text/, /content/],
  [/^bulk text as message_type "Bulk"/, /message_type/],
];
const tellsPlaces = [
  'JavaScript ajv',
  'JavaScript ajv 2020-12',
  'JavaScript @hyperjump/json-schema',
  'JavaScript vscode-json-languageservice',
  'Python jsonschema',
];

interface Answer {
  readonly valid: boolean;
  readonly said?: string | null;
}

interface Row {
  readonly validator: Validator;
  readonly version: string;
  /** Documents that it refuses, and the library takes. */
  readonly strict: string[];
  /** Documents that it takes, and the library refuses. */
  readonly lax: string[];
  /** Documents of which it names another place first. */
  readonly misplaced: string[];
}

const titleOf = ({ language, name }: Validator) => `${language} ${name}`;

const folder = mkdtempSync(join(tmpdir(), 'viber-mailing-schema-matrix-'));
const tried = documents();
const verdicts = tried.map(verdictOf);
let failed = 0;
try {
  prepare();
  const rows = validators.filter(({ name }) => named.length === 0 || named.includes(name)).flatMap(rowOf);
  for (const { validator, version, strict, lax, misplaced } of rows) {
    const title = titleOf(validator);
    console.log(`${title} ${version}: ${tried.length - strict.length - lax.length} of ${tried.length} as the library`);
    for (const name of strict) console.log(`  refuses  ${name}`);
    for (const name of lax) console.log(`  takes    ${name}`);
    for (const name of misplaced) console.log(`  blames another place  ${name}`);
    const unexplained = [...strict, ...lax].filter((name) => !limits[title]?.names.test(name));
    if (unexplained.length + misplaced.length > 0) failed++;
  }
  if (write) writeRows(rows);
  console.log(`${rows.length - failed} passed, ${failed} failed`);
} finally {
  rmSync(folder, { recursive: true });
}
process.exitCode = failed === 0 ? 0 : 1;

function verdictOf({ schema, text }: Document): boolean {
  const { validate } = (schema === 'mailing' ? MailingSchema : RequestSchema)['~standard'];
  return validate(JSON.parse(text)).issues === undefined;
}

function prepare(): void {
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', ...packages], { cwd: folder, stdio: 'inherit' });
  mkdirSync(join(folder, 'asked'));
  const schemas = { mailing: 'mailing.schema.json', request: 'schema.json' };
  for (const [name, file] of Object.entries(schemas))
    cpSync(here(`../../../src/wire/${file}`), join(folder, 'asked', `${name}.json`));
  writeFileSync(join(folder, 'asked/documents.ndjson'), `${tried.map((document) => JSON.stringify(document)).join('\n')}\n`);
}

function rowOf(validator: Validator): Row[] {
  let command: readonly [string, ...string[]];
  try {
    command = validator.command(join(folder, 'asked'));
  } catch (error) {
    console.log(`${validator.language} ${validator.name}: not to be had here (${String(error).split('\n')[0]})`);
    return [];
  }
  const { status, stdout, stderr, error } = spawnSync(command[0], command.slice(1), { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (error !== undefined || status !== 0) {
    console.log(
      `${validator.language} ${validator.name}: not to be had here (${(error?.message ?? stderr).trim().split('\n').slice(-3).join(' ')})`,
    );
    return [];
  }
  const [{ version }, ...answers] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line)) as [{ version: string }, ...Answer[]];
  const differing = (taken: boolean) =>
    tried.flatMap(({ name }, index) => {
      const answer = answers[index];
      return answer === undefined || (answer.valid === taken && verdicts[index] !== taken)
        ? [`${name}${answer?.said ? ` (${answer.said})` : ''}`]
        : [];
    });
  const misplaced = firstPlaces.flatMap(([document, place]) =>
    tried.flatMap(({ name }, index) => {
      const said = answers[index]?.said ?? '';
      return tellsPlaces.includes(titleOf(validator)) && document.test(name) && !place.test(said) ? [`${name} (${said})`] : [];
    }),
  );
  return [{ validator, version, strict: differing(false), lax: differing(true), misplaced }];
}

function go(folder: string): readonly [string, ...string[]] {
  const binary = join(folder, 'gojsonschema');
  execFileSync('go', ['build', '-o', binary, here('validators/gojsonschema.go')], {
    env: { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOCACHE: join(folder, 'go-cache'), GOFLAGS: '' },
  });
  return [binary, folder, debianVersion('golang-github-xeipuuv-gojsonschema-dev')];
}

function cpp(folder: string): readonly [string, ...string[]] {
  const binary = join(folder, 'valijson');
  execFileSync('g++', ['-std=c++17', '-O1', '-w', '-o', binary, here('validators/valijson.cpp')]);
  return [binary, folder, debianVersion('libvalijson-dev')];
}

function debianVersion(name: string): string {
  return (
    execFileSync('dpkg-query', ['-W', name], { encoding: 'utf8' })
      .trim()
      .split('\t')[1]
      ?.replace(/[+-].*/, '') ?? ''
  );
}

function writeRows(rows: readonly Row[]): void {
  const lines = rows.map(({ validator, version, strict, lax }) => {
    const differs = strict.length + lax.length;
    const said =
      differs === 0
        ? 'as the library'
        : `${differs} otherwise${limits[titleOf(validator)] ? `: ${limits[titleOf(validator)]?.why}` : ''}`;
    return `| ${validator.language} | ${validator.name} ${version} | ${said} |`;
  });
  const table = ['| Language | Validator | Verdict on the same documents |', '|---|---|---|', ...lines].join('\n');
  const date = new Date().toISOString().slice(0, 10);
  writeTable('json', `${tried.length} documents, ${verdicts.filter(Boolean).length} of them valid, ${date}.\n\n${table}`);
}
