import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, inject, test } from 'vitest';

const require = createRequire(import.meta.url);

// With every declaration checked, and without the types of the DOM or of Node.
const strictest = {
  target: 'es2022',
  module: 'nodenext',
  lib: ['es2022'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  noEmit: true,
};

const program = `
import { createClient, mailing, type Mailing } from 'viber-mailing';
import { openCampaign } from 'viber-mailing/campaign';
import { postgresLedger } from 'viber-mailing/postgres';
import { createSandbox } from 'viber-mailing/sandbox';

declare const pool: Parameters<typeof postgresLedger>[0]['pool'];
export const sale = openCampaign('sale', { ledger: postgresLedger({ pool }) });
const queue: Mailing[] = [mailing().bulk().image('https://shop.example.com/sale.jpg').to(['375291111111'])];
const client = createClient({ token: 'my-token', from: '444', fetch: createSandbox().fetch });
export const receipt = client.send(queue);
// @ts-expect-error an image can only be sent in a bulk mailing
mailing().personal().image('https://shop.example.com/sale.jpg');
`;

test.each(['typescript-5.0', 'typescript-5.9', 'typescript', 'typescript-7'])('the installed types satisfy %s', (compiler) => {
  const folder = join(inject('userFolder'), compiler);
  mkdirSync(folder);
  writeFileSync(join(folder, 'program.mts'), program);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: strictest }));
  const tsc = join(dirname(require.resolve(`${compiler}/package.json`)), 'bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});
