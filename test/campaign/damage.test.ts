import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Campaign, fileLedger, openCampaign } from 'viber-mailing/campaign';
import { beforeEach, describe, expect, it } from 'vitest';
import { all, failure, freshFolder, greeting, loaded, phones } from './campaigns.ts';
import { accept, lost, scripted } from './scripted-client.ts';

let dir: string;
let sale: Campaign;
const path = (...parts: string[]) => join(dir, 'sale', ...parts);
const list = (index: number) => path('recipients', `0000000${index}.json`);
const states = async () => (await all(sale.batches())).map(({ state }) => state);
const reopened = () => openCampaign('sale', { ledger: fileLedger(dir) });

beforeEach(async () => {
  dir = freshFolder();
  sale = await loaded(6, dir);
  // The first three are accepted, the fourth is unknown, two are pending.
  const { client } = scripted((request) => (request < 3 ? accept(`uuid-${request}`) : lost()));
  for await (const { index } of sale.send(client, { concurrency: 1 })) if (index === 3) break;
});

it('is a folder that a person can read', () => {
  expect(readdirSync(path()).toSorted()).toEqual(['batches.txt', 'campaign.json', 'reasons', 'recipients']);
  expect(readdirSync(path('recipients'))).toEqual(['00000003.json', '00000004.json', '00000005.json']);
  const lines = readFileSync(path('batches.txt'), 'utf8').split('\n');
  expect(lines.map((line) => line.split(/ +/).slice(0, 3).join(' '))).toEqual([
    '00000000 accepted 1',
    '00000001 accepted 1',
    '00000002 accepted 1',
    '00000003 unknown 1',
    '00000004 pending 1',
    '00000005 pending 1',
    '',
  ]);
  expect(JSON.parse(readFileSync(path('campaign.json'), 'utf8'))).toMatchObject({
    campaign: 'sale',
    recipients: 6,
    batches: 6,
    mailing: { name: 'Sale', content: { type: 'text', text: 'Hello' } },
  });
  expect(readFileSync(path('reasons', '00000003.txt'), 'utf8')).toContain('the connection was lost');
});

it('is for its owner only', () => {
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const { mode } = statSync(join(entry.parentPath, entry.name));
    expect([entry.name, mode & 0o777]).toEqual([entry.name, entry.isDirectory() ? 0o700 : 0o600]);
  }
});

describe('the file of states', () => {
  it.each([1, 2, 100, 255, 256])('cut by %i bytes: the last batch is unknown, the others are as they were', async (bytes) => {
    truncateSync(path('batches.txt'), 6 * 256 - bytes);
    expect(await states()).toEqual(['accepted', 'accepted', 'accepted', 'unknown', 'pending', 'unknown']);
    const { client, posted } = scripted(() => accept());
    await all(sale.send(client));
    expect(posted).toEqual(['375290000004']);
    expect(statSync(path('batches.txt')).size).toBe(6 * 256);
    expect(await states()).toEqual(['accepted', 'accepted', 'accepted', 'unknown', 'accepted', 'unknown']);
    // Its recipients are whole, so it can be sent again once a person looked.
    await sale.resolve({ index: 5 }, 'resend');
    await all(sale.send(client));
    expect(posted).toEqual(['375290000004', '375290000005']);
  });

  it('cut to nothing: everything is unknown, nothing goes out', async () => {
    truncateSync(path('batches.txt'), 0);
    const { client, posted } = scripted(() => accept());
    expect(await all(sale.send(client))).toEqual([]);
    expect(posted).toEqual([]);
    expect((await sale.report()).batches).toMatchObject({ unknown: 6 });
    // What was accepted has no recipients any more and cannot go out again, even where a person says so.
    expect(await failure(sale.resolve({ index: 0 }, 'resend'))).toMatchObject({ code: 'ledger_damaged' });
  });

  it.each([
    ['a letter', 'pending', 'pendinG'],
    ['another state', 'pending ', 'accepted'],
    ['another number', '00000004', '00000005'],
  ])('with %s in a line that was not written so: that batch is unknown', async (_, before, after) => {
    const lines = readFileSync(path('batches.txt'), 'utf8').split('\n');
    lines[4] = (lines[4] as string).replace(before, after);
    writeFileSync(path('batches.txt'), lines.join('\n'));
    expect((await states())[4]).toBe('unknown');
  });

  it('missing, or longer than it was written: refused', async () => {
    const whole = readFileSync(path('batches.txt'));
    writeFileSync(path('batches.txt'), Buffer.concat([whole, whole]));
    const uses = [() => sale.report(), () => all(sale.batches()), () => all(sale.send(scripted(() => accept()).client))];
    for (const use of uses) expect(await failure(use())).toMatchObject({ code: 'ledger_damaged' });
    rmSync(path('batches.txt'));
    for (const use of uses)
      expect(await failure(use())).toMatchObject({ code: 'ledger_damaged', message: expect.stringContaining('missing') });
    writeFileSync(path('batches.txt'), whole);
    expect((await sale.report()).batches).toMatchObject({ accepted: 3 });
  });
});

describe('the file of the campaign', () => {
  it.each([2, 10, 100, 300])('cut by %i bytes: refused, and it can be put back', async (bytes) => {
    const whole = readFileSync(path('campaign.json'));
    truncateSync(path('campaign.json'), whole.length - bytes);
    expect(await failure(reopened())).toMatchObject({ code: 'ledger_damaged' });
    expect(await failure(sale.load(greeting, phones(6), { batchSize: 1 }))).toMatchObject({ code: 'ledger_damaged' });
    writeFileSync(path('campaign.json'), whole);
    expect((await reopened()).loaded).toBe(true);
  });

  it('missing after batches were sent: not taken for a campaign that was never loaded', async () => {
    rmSync(path('campaign.json'));
    expect(await failure(sale.load(greeting, phones(6), { batchSize: 1 }))).toMatchObject({
      code: 'ledger_damaged',
      message: expect.stringContaining('campaign.json is missing'),
    });
    expect(readdirSync(path()).filter((name) => name.startsWith('lock'))).toEqual([]);
  });
});

describe('the recipients of a batch', () => {
  it.each([
    ['cut by a byte', () => truncateSync(list(4), statSync(list(4)).size - 1)],
    ['cut to nothing', () => truncateSync(list(4), 0)],
    ['missing', () => rmSync(list(4))],
    ['changed', () => writeFileSync(list(4), '["375299999999"]')],
  ])('%s: not sent, until the same content is loaded again', async (_, damage) => {
    damage();
    const { client, posted } = scripted(() => accept());
    expect(await failure(all(sale.send(client, { concurrency: 1 })))).toMatchObject({
      code: 'ledger_damaged',
      message: expect.stringContaining('00000004.json'),
    });
    expect(posted).toEqual([]);
    expect((await states())[4]).toBe('pending');
    expect(await failure(sale.load(greeting, phones(5), { batchSize: 1 }))).toMatchObject({ code: 'content_changed' });
    await sale.load(greeting, phones(6));
    await all(sale.send(client, { concurrency: 1 }));
    expect(posted).toEqual(['375290000004', '375290000005']);
    // Those of accepted batches are not put back.
    expect(readdirSync(path('recipients'))).toEqual(['00000003.json']);
  });

  it('damaged: not sent again', async () => {
    truncateSync(list(3), 5);
    expect(await failure(sale.resolve({ index: 3 }, 'resend'))).toMatchObject({ code: 'ledger_damaged' });
    expect((await states())[3]).toBe('unknown');
    await sale.resolve({ index: 3 }, 'sent');
  });

  it('left by a process that died after the batch was accepted: removed by the next one', async () => {
    writeFileSync(list(0), '["375290000000"]');
    await all(sale.send(scripted(() => accept()).client, { signal: AbortSignal.abort() }));
    expect(readdirSync(path('recipients'))).toEqual(['00000003.json', '00000004.json', '00000005.json']);
  });
});

describe('the lock', () => {
  it('of a process that is gone is taken over', async () => {
    symlinkSync(`999999999:1@${(await import('node:os')).hostname()}`, path('lock.7'));
    await sale.resolve({ index: 3 }, 'sent');
    expect(readdirSync(path()).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  it('of another process with the same number is taken over', async () => {
    symlinkSync(`${process.pid}:1@${(await import('node:os')).hostname()}`, path('lock.1'));
    await sale.resolve({ index: 3 }, 'sent');
  });

  it('of a process on another machine is not', async () => {
    symlinkSync('4711:1@web2', path('lock.1'));
    expect(await failure(sale.resolve({ index: 3 }, 'sent'))).toMatchObject({
      code: 'ledger_busy',
      message: expect.stringContaining('process 4711 on web2, see sale/lock.1'),
    });
  });

  it('that points nowhere sensible is for a person to judge', async () => {
    symlinkSync('elsewhere', path('lock.1'));
    expect(await failure(sale.resolve({ index: 3 }, 'sent'))).toMatchObject({ code: 'ledger_busy' });
  });

  it('that is taken away stops the sender before its next request', async () => {
    const { client, posted } = scripted((request) => {
      if (request === 0) rmSync(path('lock.1'));
      return accept();
    });
    expect(await failure(all(sale.send(client, { concurrency: 1 })))).toMatchObject({
      code: 'ledger_busy',
      message: expect.stringContaining('was taken away'),
    });
    expect(posted.length).toBe(1);
    expect((await states())[4]).toBe('unknown');
  });
});

describe('a load', () => {
  it('that was cut off is no campaign, and is cleared away by the next one', async () => {
    const folder = join(dir, 'other');
    mkdirSync(join(folder, 'recipients'), { recursive: true });
    writeFileSync(join(folder, 'recipients', '00000099.json'), '["375290000000"]');
    writeFileSync(join(folder, 'batches.txt'), readFileSync(path('batches.txt')).subarray(4 * 256, 4 * 256 + 300));
    writeFileSync(join(folder, 'campaign.json.new'), '{');
    const other = await openCampaign('other', { ledger: fileLedger(dir) });
    expect(other.loaded).toBe(false);
    await other.load(greeting, phones(2), { batchSize: 1 });
    expect(readdirSync(join(folder, 'recipients'))).toEqual(['00000000.json', '00000001.json']);
  });
});

it('says so where the folder is a file', async () => {
  writeFileSync(join(dir, 'file'), '');
  expect(await failure(openCampaign('sale', { ledger: fileLedger(join(dir, 'file')) }))).toMatchObject({
    code: 'ledger_unavailable',
    message: expect.stringContaining('ENOTDIR'),
  });
});

it('stays where it was when the program changes its directory', async () => {
  const home = process.cwd();
  try {
    process.chdir(dir);
    const ledger = fileLedger('nested/campaigns');
    const other = await openCampaign('other', { ledger });
    process.chdir('/');
    await other.load(greeting, phones(1));
  } finally {
    process.chdir(home);
  }
  expect(readdirSync(join(dir, 'nested', 'campaigns'))).toEqual(['other']);
});
