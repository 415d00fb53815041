import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, expect, inject, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sampleFile = 'test/wire/sample-request.json';
const sample = readFileSync(join(root, sampleFile), 'utf8');
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

let folder: string;

beforeAll(() => {
  folder = inject('userFolder');
  for (const path of ['docs/demo', sampleFile]) cpSync(join(root, path), join(folder, path), { recursive: true });
  writeFileSync(join(folder, 'docs/package.json'), '{ "type": "module" }');
});

function demo() {
  return spawnSync(process.execPath, ['--import', tsx, join(folder, 'docs/demo/demo.ts')], { encoding: 'utf8' });
}

it('is told by the demo, with the installed package, on a screen and a half and without colours in a pipe', () => {
  const { stdout, stderr, status } = demo();
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const lines = stdout.split('\n');
  expect(lines.length).toBeLessThanOrEqual(62);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(stdout).not.toContain('\u001b');
  const printed = stdout.slice(stdout.indexOf('{'), stdout.indexOf('✓'));
  expect(`${JSON.stringify(JSON.parse(printed), null, 2)}\n`).toBe(sample);
  expect(stdout).toMatch(/equals test\/wire\/sample-request\.json byte for byte/);
  expect(stdout).toMatch(/receipt: [0-9a-f-]{36}$/m);
  expect(stdout.match(/\((?:phone_format|text_empty|link_length)\)/g)).toHaveLength(3);
  expect(stdout.match(/✗ (?:not-sent|rejected|unknown) {2,3}\w/g)).toHaveLength(3);
});

it('is not told by the demo where it is not so', () => {
  writeFileSync(join(folder, sampleFile), sample.replace('Push me', 'Push  me'));
  const { stdout, stderr, status } = demo();
  expect(status).toBe(1);
  expect(stderr).toContain('the request equals the sample');
  expect(stdout).not.toContain('✓');
});
