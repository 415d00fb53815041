import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mailing } from 'viber-mailing';
import { openCampaign } from 'viber-mailing/campaign';
import { describe, expect, it } from 'vitest';
import { all, failure, freshFolder, greeting, ledgerAt, loaded, phones } from './campaigns.ts';
import { ledgerIn } from './processes.ts';
import { accept, lost, refuse, scripted } from './scripted-client.ts';

const other = mailing('Sale').from('444').bulk().text('Everything at half price');

describe('a name is one content', () => {
  it.each([
    ['another text', other],
    ['another sender', greeting.from('445')],
    ['another time', greeting.at('2027-01-31T10:00:00')],
    ['another name', greeting.named('Sale 2')],
    ['a personal one', mailing('Sale').from('444').personal().text()],
  ])('so that %s is refused where the campaign is opened, and nothing is sent', async (_, message) => {
    const dir = freshFolder();
    await loaded(2, dir);
    const opening = openCampaign('sale', { ledger: ledgerAt(dir), message: message as typeof greeting });
    expect(await failure(opening)).toMatchObject({ name: 'CampaignError', code: 'content_changed' });
  });

  it('in whatever case it is written', async () => {
    const dir = freshFolder();
    await loaded(2, dir);
    const ledger = ledgerAt(dir);
    expect(await failure(openCampaign('SALE', { ledger, message: other }))).toMatchObject({ code: 'content_changed' });
    const sale = await openCampaign('Sale', { ledger, message: greeting });
    expect([sale.name, sale.loaded]).toEqual(['sale', true]);
    const { client, posted } = scripted(() => accept());
    await sale.send(client);
    expect(posted.toSorted()).toEqual(phones(2));
  });

  it('also where it was loaded by another process since it was opened', async () => {
    const dir = freshFolder();
    const january = await openCampaign('sale', { ledger: ledgerAt(dir), message: other });
    await loaded(2, dir);
    const { client, posted } = scripted(() => accept());
    expect(await failure(january.send(client))).toMatchObject({ code: 'content_changed' });
    expect(await failure(january.load(phones(2), { batchSize: 1 }))).toMatchObject({ code: 'content_changed' });
    expect(posted).toEqual([]);
    // The lock is let go of.
    await (await openCampaign('sale', { ledger: ledgerAt(dir), message: greeting })).send(client);
    expect(posted.length).toBe(2);
  });

  it.each([`replace(head, 'Hello', 'Bye')`, `'{"text": "Hel'`, 'cast(head as blob)', `'null'`, '7'])(
    'and the text that is stored is the one that was loaded, not %s',
    async (head) => {
      const dir = freshFolder();
      await loaded(2, dir);
      ledgerIn(join(dir, 'campaigns.db')).run(`update campaigns set head = ${head}`);
      for (const options of [{ message: greeting }, {}])
        expect(await failure(openCampaign('sale', { ledger: ledgerAt(dir), ...options }))).toMatchObject({
          code: 'ledger_damaged',
          message: expect.stringContaining('(the message)'),
        });
    },
  );

  it('and a batch whose recipients were changed together with their checksum is not sent', async () => {
    const dir = freshFolder();
    const sale = await loaded(2, dir);
    const set = (column: string) => `${column} = (select ${column} from batches where "index" = 0)`;
    ledgerIn(join(dir, 'campaigns.db')).run(`update batches set ${set('list')}, ${set('checksum')} where "index" = 1`);
    const { client, posted } = scripted(() => accept());
    expect(await failure(sale.send(client, { concurrency: 1 }))).toMatchObject({
      code: 'ledger_damaged',
      message: expect.stringContaining('the recipients of batch 1'),
    });
    expect(posted).toEqual(phones(1));
    expect((await sale.report()).batches).toMatchObject({ accepted: 1, pending: 1 });
    expect(await failure(all(sale.recipients({ index: 1 })))).toMatchObject({ code: 'ledger_damaged' });
  });

  it.each([
    ['the text', `head = replace(head, 'Hello', 'Bye')`],
    ['how many batches there are', 'batches = batches + 1'],
    ['how many recipients there are', 'recipients = recipients + 1'],
  ])('and so it is where %s was changed after the campaign was opened', async (_, change) => {
    const dir = freshFolder();
    const sale = await loaded(2, dir);
    ledgerIn(join(dir, 'campaigns.db')).run(`update campaigns set ${change}`);
    const { client, posted } = scripted(() => accept('uuid'));
    expect(await failure(sale.send(client))).toMatchObject({ code: 'ledger_damaged' });
    expect(posted).toEqual([]);
  });
});

describe('a database that is not the one into which it was loaded', () => {
  it('is refused before anything is sent where it was copied, until a person adopts it', async () => {
    const [dir, copied] = [freshFolder(), freshFolder()];
    await loaded(3, dir);
    copyFileSync(join(dir, 'campaigns.db'), join(copied, 'campaigns.db'));
    const ledger = ledgerAt(copied);
    const sale = await openCampaign('sale', { ledger, message: greeting });
    const { client, posted } = scripted(() => accept());
    for (const use of [() => sale.send(client), () => sale.cancel(), () => sale.resolve({ index: 0 }, 'abandon')])
      expect(await failure(use())).toMatchObject({ code: 'server_changed' });
    expect((await sale.report()).batches.pending).toBe(3);
    expect(posted).toEqual([]);
    await ledger.adopt('sale');
    await sale.send(client);
    expect(posted.length).toBe(3);
  });

  it('is refused where it was copied together with what lies beside it', async () => {
    const [dir, copied] = [freshFolder(), freshFolder()];
    await loaded(3, dir);
    for (const name of ['campaigns.db', 'campaigns.db.sale.lock']) copyFileSync(join(dir, name), join(copied, name));
    const sale = await openCampaign('sale', { ledger: ledgerAt(copied), message: greeting });
    expect(await failure(sale.send(scripted(() => accept()).client))).toMatchObject({ code: 'server_changed' });
  });

  it('is refused where an older one was copied over it', async () => {
    const dir = freshFolder();
    const [file, backup] = [join(dir, 'campaigns.db'), join(freshFolder(), 'backup.db')];
    const sale = await loaded(3, dir);
    copyFileSync(file, backup);
    const { client, posted } = scripted(() => accept());
    for await (const _ of sale.stream(client, { concurrency: 1 })) break;
    expect(posted).toEqual(phones(1));
    copyFileSync(backup, file);
    const restored = await openCampaign('sale', { ledger: ledgerAt(dir), message: greeting });
    expect((await restored.report()).batches).toMatchObject({ pending: 3, accepted: 0 });
    expect(await failure(restored.send(client))).toMatchObject({ code: 'server_changed' });
    expect(posted).toEqual(phones(1));
  });

  it('is refused where it was moved, since whoever has it open by its old name would send as well', async () => {
    const dir = freshFolder();
    await loaded(3, dir);
    mkdirSync(join(dir, 'moved'));
    for (const name of ['campaigns.db', 'campaigns.db.sale.lock']) renameSync(join(dir, name), join(dir, 'moved', name));
    const sale = await openCampaign('sale', { ledger: ledgerAt(join(dir, 'moved')), message: greeting });
    expect(await failure(sale.send(scripted(() => accept()).client))).toMatchObject({ code: 'server_changed' });
  });

  it('is refused where it is of a newer version', async () => {
    const dir = freshFolder();
    const sale = await loaded(1, dir);
    ledgerIn(join(dir, 'campaigns.db')).run('insert into migrations (version) values (2)');
    const { client, posted } = scripted(() => accept());
    for (const use of [() => sale.send(client), () => sale.report(), () => openCampaign('sale', { ledger: ledgerAt(dir) })])
      expect(await failure(use())).toMatchObject({ code: 'not_migrated', message: expect.stringContaining('version 2, not 1') });
    expect(posted).toEqual([]);
  });

  it('but not where the campaign was removed and is loaded again', async () => {
    const dir = freshFolder();
    const ledger = ledgerAt(dir);
    const sale = await loaded(3, dir);
    await sale.send(scripted(() => accept()).client);
    await ledger.remove('sale');
    const again = await loaded(2, dir);
    expect((await again.send(scripted(() => accept()).client)).batches.accepted).toBe(2);
  });
});

describe('a database that does not know of a campaign that was sent from it', () => {
  const sentFrom = async (dir: string) => {
    const sale = await loaded(3, dir);
    for await (const _ of sale.stream(scripted(() => accept()).client, { concurrency: 1 })) break;
  };
  const edited = (sql: string) => (file: string) => ledgerIn(file).run(sql);

  it.each([
    ['was put back to before the campaign', (file: string, backup: string) => copyFileSync(backup, file)],
    ['was deleted', (file: string) => rmSync(file)],
    ['had the campaign renamed', edited(`update campaigns set name = 'other'`)],
    ['had the campaign marked as not loaded', edited('update campaigns set loaded = null')],
  ])('as it %s, does not load it anew', async (_, lose) => {
    const dir = freshFolder();
    const [file, backup] = [join(dir, 'campaigns.db'), join(freshFolder(), 'backup.db')];
    await ledgerAt(dir).migrate();
    copyFileSync(file, backup);
    await sentFrom(dir);
    lose(file, backup);
    const sale = await openCampaign('Sale', { ledger: ledgerAt(dir), message: greeting });
    expect(sale.loaded).toBe(false);
    expect(await failure(sale.load(phones(3), { batchSize: 1 }))).toMatchObject({
      code: 'server_changed',
      message: expect.stringMatching(/Sale was sent here before.*: put the newer database back.*\.sale\.lock$/),
    });
    expect((await ledgerAt(dir).campaigns()).filter(({ name }) => name === 'sale')).toEqual([]);
    rmSync(`${file}.sale.lock`);
    await sale.load(phones(3), { batchSize: 1 });
  });

  it('loads it where nothing was sent', async () => {
    const dir = freshFolder();
    await loaded(3, dir);
    rmSync(join(dir, 'campaigns.db'));
    expect((await (await loaded(3, dir)).report()).batches.pending).toBe(3);
  });
});

describe('a file beside the database that is damaged', () => {
  it('is told by its name and what to do about it', async () => {
    const dir = freshFolder();
    const sale = await loaded(3, dir);
    const lock = join(dir, 'campaigns.db.sale.lock');
    writeFileSync(lock, 'no database '.repeat(1000));
    const { client, posted } = scripted(() => accept());
    expect(await failure(sale.send(client))).toMatchObject({
      code: 'ledger_damaged',
      message: expect.stringMatching(/\(….sale.lock\): delete that file.*adopt\(name\)$/),
    });
    expect((await sale.report()).batches.pending).toBe(3);
    rmSync(lock);
    expect(await failure(sale.send(client))).toMatchObject({ code: 'server_changed' });
    await ledgerAt(dir).adopt('sale');
    await sale.send(client);
    expect(posted.toSorted()).toEqual(phones(3));
  });
});

describe('what is kept on the disk', () => {
  it('of a load that was cut off is gone with the next one, of whatever campaign', async () => {
    const dir = freshFolder();
    const process = ledgerIn(join(dir, 'campaigns.db'));
    const loading = await process.ledger.load('cut');
    await loading.add({ index: 0, size: 1, list: new TextEncoder().encode('["375291111111"]'), digest: 'a'.repeat(64) });
    process.kill();
    await loaded(1, dir);
    expect(ledgerIn(join(dir, 'campaigns.db')).read('select count(*) as count from batches')).toMatchObject([{ count: 1 }]);
  });
});

describe('telling unknown batches apart', () => {
  const names = async (batches: number, message: object, options: object) => {
    const ledger = ledgerAt();
    const sale = await openCampaign('sale-2026', { ledger, message: message as typeof greeting });
    await sale.load(phones(batches), { batchSize: 1, ...options });
    const sent: (string | undefined)[] = [];
    const send = async (batch: { toJSON(): { name?: string } }) => {
      sent.push(batch.toJSON().name);
      return { uuid: 'x' };
    };
    await sale.send({ send: send as never }, { concurrency: 1 });
    return sent;
  };

  it.each([
    ['several batches are numbered', 3, greeting, {}, ['Sale · 1/3', 'Sale · 2/3', 'Sale · 3/3']],
    [
      'without a name, by that of the campaign',
      2,
      mailing().from('444').bulk().text('x'),
      {},
      ['sale-2026 · 1/2', 'sale-2026 · 2/2'],
    ],
    ['one alone keeps its name', 1, greeting, {}, ['Sale']],
    ['all do where it is asked for', 2, greeting, { numbered: false }, ['Sale', 'Sale']],
  ])('%s', async (_, batches, message, options, expected) => {
    expect(await names(batches, message, options)).toEqual(expected);
  });

  it('each request has a callback of its own', async () => {
    const sale = await loaded(3);
    const urls: unknown[] = [];
    const { client } = scripted(
      () => accept(),
      { callbackUrl: 'https://shop.example.com/all' },
      (body) => urls.push(body.callback_url),
    );
    await sale.send(client, {
      concurrency: 1,
      callbackUrl: ({ index, size }) =>
        index === 1 ? new URL('https://shop.example.com/url/1') : `https://shop.example.com/hook/${index}/${size}`,
    });
    expect(urls).toEqual([
      'https://shop.example.com/hook/0/1',
      'https://shop.example.com/url/1',
      'https://shop.example.com/hook/2/1',
    ]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('of the callback');
      },
      { message: 'of the callback' },
    ],
    ['gives no link', () => 'hook', { issues: [{ code: 'link_format', path: 'callbackUrl' }] }],
  ])('one that %s ends the send, and nothing went out', async (_, callbackUrl, error) => {
    const sale = await loaded(3);
    const { client, posted } = scripted(() => accept());
    expect(await failure(sale.send(client, { callbackUrl }))).toMatchObject(error);
    expect(posted).toEqual([]);
    expect((await sale.report()).batches).toMatchObject({ pending: 3, sending: 0 });
    expect((await all(sale.batches())).every(({ attempts }) => attempts === 0)).toBe(true);
  });

  it('one that takes so long that the signal comes lets no request begin', async () => {
    const sale = await loaded(3);
    const { client, posted } = scripted(() => accept());
    const stop = new AbortController();
    const callbackUrl = () => {
      stop.abort();
      return 'https://shop.example.com/hook';
    };
    expect((await sale.send(client, { signal: stop.signal, callbackUrl })).batches).toMatchObject({ pending: 3, sending: 0 });
    expect(posted).toEqual([]);
    expect((await all(sale.batches())).map(({ attempts }) => attempts)).toEqual([0, 0, 0]);
  });

  it('one on this machine is for an API on this machine', async () => {
    const callbackUrl = () => 'http://localhost:3000/hook';
    const sale = await loaded(1);
    expect(await failure(sale.send(scripted(() => accept()).client, { callbackUrl }))).toMatchObject({
      issues: [{ code: 'link_private', path: 'callbackUrl' }],
    });
    const { client, posted } = scripted(() => accept(), { baseUrl: 'http://127.0.0.1:8080/' });
    await sale.send(client, { callbackUrl });
    expect(posted).toHaveLength(1);
  });

  it('says when each was sent, and how often', async () => {
    const sale = await loaded(2);
    const before = Date.now();
    const [first] = await all(sale.stream(scripted(lost).client, { concurrency: 1 }));
    expect(first?.sentAt?.getTime()).toBeGreaterThanOrEqual(before - 1);
    expect(first?.sentAt?.getTime()).toBeLessThanOrEqual(Date.now());
    expect((await all(sale.batches('unknown')))[0]).toMatchObject({ attempts: 1, sentAt: first?.sentAt });
    await sale.resolve({ index: 0 }, 'resend');
    const [pending] = await all(sale.batches('pending'));
    expect(pending).toMatchObject({ index: 0, attempts: 1 });
    expect(pending).not.toHaveProperty('sentAt');
    const [again] = await all(sale.stream(scripted(() => refuse(400, 'no')).client));
    expect(again).toMatchObject({ index: 0, attempts: 2 });
  });
});
