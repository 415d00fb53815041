import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InvalidInputError } from 'viber-mailing';
import { openCampaign, sqliteLedger } from 'viber-mailing/campaign';
import { describe, expect, it } from 'vitest';
import { failure, freshFolder, greeting, ledgerAt, loaded, phones } from './campaigns.ts';
import { accept, scripted } from './scripted-client.ts';

const hasSqlite = process.getBuiltinModule('node:sqlite') !== undefined;

async function issueOf(call: () => unknown): Promise<string | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    const { issues } = error as InvalidInputError;
    return issues.map(({ code, path }) => `${path}: ${code}`).join(', ');
  }
}

describe('what a campaign is not given', () => {
  it.each([[''], [undefined], [5], [new URL('file:///tmp')], [{}]])('is a database that is none: %s', async (file) => {
    expect(await issueOf(() => sqliteLedger(file as string))).toBe('file: database_expected');
  });

  it.runIf(hasSqlite)('is a folder, which is told before anything is waited for', async () => {
    const open = () => openCampaign('sale', { ledger: sqliteLedger(freshFolder(), { patience: 2_147_483_647 }) });
    expect(await issueOf(open)).toBe('file: database_expected');
  });

  it.runIf(hasSqlite && process.getuid?.())('is a file of somebody else, which is told before anything is waited for', async () => {
    const file = join(freshFolder(), 'campaigns.db');
    writeFileSync(file, '', { mode: 0o000 });
    const opened = openCampaign('sale', { ledger: sqliteLedger(file, { patience: 2_147_483_647 }) });
    expect(await failure(opened)).toMatchObject({ code: 'ledger_unavailable', message: expect.stringContaining('(EACCES)') });
  });

  it.each([
    ['sqlite3, which calls back', { exec() {}, prepare: () => ({ get() {}, all: () => ({}), run() {} }) }],
    ['D1, which promises rows', { exec() {}, prepare: () => ({ all: async () => ({ results: [] }) }) }],
    ['the package sqlite, which promises statements', { exec() {}, prepare: async () => ({ all: async () => [] }) }],
    ['sql.js, whose statements are stepped through', { exec() {}, prepare: () => ({ step() {}, get() {} }) }],
  ])('is a database of %s', async (_, database) => {
    expect(await issueOf(() => sqliteLedger({ ...database, close() {} } as never))).toBe('file: database_expected');
  });

  it.each([
    [{ patience: -1 }, 'patience: patience'],
    [{ patience: '60' }, 'patience: patience'],
    [{ patince: 1 }, 'patince: unknown_option'],
  ])('is an option that is none: %j', async (options, issue) => {
    expect(await issueOf(() => sqliteLedger('./campaigns.db', options as never))).toBe(issue);
  });

  it.each([[undefined], ['a token'], [{}], [{ send: 'now' }]])('is a client that sends nothing: %s', async (client) => {
    const sale = await loaded(1);
    expect(await issueOf(() => sale.send(client as never))).toBe('client: client_expected');
    expect((await sale.report()).recipients.pending).toBe(1);
  });

  it.each([
    ['options and then a mapper', { batchSize: 1 }, (phone: string) => phone],
    ['options twice', { batchSize: 1 }, { unique: true }],
    ['null and then options', null, { unique: true }],
  ])('is what load would lose: %s', async (_, ...given) => {
    const sale = await openCampaign('sale', { ledger: ledgerAt(), message: greeting });
    const load: (...args: unknown[]) => Promise<void> = sale.load;
    expect(await issueOf(() => load(phones(2), ...given))).toBe('toRecipient: callback_expected');
    await load(phones(2), undefined, { batchSize: 1 });
    expect((await sale.report()).batches.total).toBe(2);
  });

  it('is a signal in the place of the options', async () => {
    const sale = await loaded(1);
    const { client, posted } = scripted(() => accept());
    expect(await issueOf(() => sale.send(client, AbortSignal.abort() as never))).toBe('options: send_options');
    expect(await issueOf(() => sale.stream(client, AbortSignal.abort() as never))).toBe('options: send_options');
    expect(posted).toEqual([]);
  });

  it.each([[{ index: 0 }], [0], [[{ index: 0 }, { index: 1 }]]])('is a batch to call off: %j', async (batch) => {
    const sale = await loaded(3);
    const cancel: (...args: unknown[]) => Promise<void> = sale.cancel;
    expect(await issueOf(() => cancel(batch))).toBe('batch: cancel_all');
    expect((await sale.report()).batches.pending).toBe(3);
    // What a handler is called with is none.
    await cancel('SIGTERM', 15);
    expect((await sale.report()).batches.abandoned).toBe(3);
  });
});
