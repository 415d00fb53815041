import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, NotSentError, parseRequest } from 'viber-mailing';

// What tools make of the OpenAPI document and of the schema for generators: they validate, their types hold the kinds, and a
// mock made of the document takes what the library sends.

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const sample = JSON.parse(readFileSync(here('../../wire/sample-request.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'viber-mailing-openapi-'));
const packages = [
  '@redocly/cli@2.77.0',
  '@stoplight/prism-cli@5.14.2',
  'json-schema-to-typescript@16.0.0',
  'json-schema-to-zod@2.8.1',
  'openapi-typescript@7.13.0',
  'zod@4.1.12',
];
const failures: string[] = [];
let passed = 0;

function check(title: string, holds: boolean): void {
  if (holds) passed++;
  else failures.push(title);
}

const run = (program: string, ...args: string[]) =>
  execFileSync(join(folder, 'node_modules/.bin', program), args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Compiles a program against the types that a generator made. */
function compiles(program: string): boolean {
  writeFileSync(join(folder, 'program.ts'), program);
  try {
    execFileSync(
      process.execPath,
      [here('../../../node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--module', 'nodenext', 'program.ts'],
      { cwd: folder },
    );
    return true;
  } catch (error) {
    console.log(String((error as { stdout?: Buffer }).stdout));
    return false;
  }
}

const uses = (imported: string) => `${imported}
const image: Mailing = { alphaname_id: '444', message_type: 'bulk', content: { type: 'image', image_url: 'https://a.by/a.jpg' }, delivery_list: ['375291111111'] };
// @ts-expect-error: there is no personal image.
const personal: Mailing = { alphaname_id: '444', message_type: 'personal', content: { type: 'image', image_url: 'https://a.by/a.jpg' }, delivery_list: ['375291111111'] };
export { image, personal };`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

async function mocked(): Promise<void> {
  const port = await freePort();
  const prism = spawn(join(folder, 'node_modules/.bin/prism'), ['mock', '-p', String(port), 'openapi.json'], {
    cwd: folder,
    stdio: 'ignore',
  });
  try {
    const client = createClient({ token: sample.token, baseUrl: `http://127.0.0.1:${port}/`, retry: 0 });
    const send = async (json: unknown): Promise<string> => {
      for (;;) {
        try {
          return (await client.send(parseRequest(json))).uuid;
        } catch (error) {
          // It is not listening yet.
          if (!(error instanceof NotSentError)) return String(error);
          await new Promise((later) => setTimeout(later, 200));
        }
      }
    };
    const { callback_url, ...request } = sample;
    for (const message of request.messages) {
      const uuid = await send({ ...request, messages: [message] });
      check(
        `the mock takes a ${message.message_type} ${message.content.type}: ${uuid}`,
        uuid === 'cc9c8043-8caf-11ef-b035-9e8f47954dec',
      );
    }
    const faulty = { ...request, messages: [{ ...request.messages[3], delivery_list: ['+375291111111'] }] };
    const { status } = await fetch(`http://127.0.0.1:${port}/sendBulkViber`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(faulty),
    });
    check(`the mock refuses a faulty phone: ${status}`, status >= 400 && status < 500);
  } finally {
    prism.kill('SIGKILL');
  }
}

try {
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', ...packages], { cwd: folder, stdio: 'inherit' });
  for (const file of ['openapi.json', 'schema.union.json']) cpSync(here(`../../../src/wire/${file}`), join(folder, file));

  const { stdout, stderr } = spawnSync(join(folder, 'node_modules/.bin/redocly'), ['lint', 'openapi.json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  check('Redocly finds it valid', /Your API description is valid/.test(stdout + stderr));
  run('openapi-typescript', 'openapi.json', '-o', 'api.d.ts');
  check(
    'openapi-typescript gives the kinds',
    compiles(uses("import type { components } from './api.js';\ntype Mailing = components['schemas']['Mailing'];")),
  );
  run('json2ts', '-i', 'schema.union.json', '-o', 'json.d.ts');
  check('json-schema-to-typescript gives the kinds', compiles(uses("import type { Mailing } from './json.js';")));
  run('json-schema-to-zod', '-i', 'schema.union.json', '-o', 'zod.mjs', '-m', 'esm');
  const { default: zod } = await import(join(folder, 'zod.mjs'));
  check('json-schema-to-zod takes the sample', zod.safeParse(sample).success);
  const personal = { ...sample, messages: [{ ...sample.messages[4], message_type: 'personal' }] };
  check('json-schema-to-zod refuses a personal image', !zod.safeParse(personal).success);
  await mocked();
} finally {
  rmSync(folder, { recursive: true });
}
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
