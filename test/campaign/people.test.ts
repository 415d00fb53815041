import { mailing } from 'viber-mailing';
import { type Campaign, openCampaign, type SqliteLedger } from 'viber-mailing/campaign';
import { beforeEach, describe, expect, it } from 'vitest';
import { all, failure, greeting, ledgerAt, loaded, phones } from './campaigns.ts';
import { accept, lost, refuse, scripted } from './scripted-client.ts';

let ledger: SqliteLedger;

beforeEach(() => {
  ledger = ledgerAt();
});

const open = <Message extends object>(message: Message) =>
  openCampaign('people', { ledger, message: message as never }) as unknown as Promise<Campaign>;

describe('unique', () => {
  it('keeps the first of each phone, however it was written, over all batches', async () => {
    const sale = await open(greeting);
    const written = ['+375 29 111-11-11', '375292222222', '375 (29) 111 11 11', '375291111111', '375293333333', '375292222222'];
    await sale.load(written, (tel: string) => tel.replace(/\D/g, ''), { unique: true, batchSize: 1 });
    const people = await all(sale.recipients('pending'));
    expect(people).toEqual(['375291111111', '375292222222', '375293333333']);
    expect((await sale.report()).batches.total).toBe(3);
  });

  it('keeps different notices for one phone, and the first of equal ones', async () => {
    const sale = await open(mailing().from('444').personal().text());
    const long = 'x'.repeat(500);
    await sale.load(
      [
        { phone: '375291111111', text: 'first' },
        { phone: '375291111111', text: 'second' },
        { phone: '375291111111', text: 'first' },
        { phone: '375291111111', text: long },
        { phone: '375291111111', text: `${long}!` },
        { phone: '375291111111', text: long },
      ],
      { unique: true },
    );
    expect((await all(sale.recipients('pending'))).map((row) => (row as { text: string }).text)).toEqual([
      'first',
      'second',
      long,
      `${long}!`,
    ]);
  });

  it('makes full batches of what is left', async () => {
    const sale = await open(greeting);
    const rows = Array.from({ length: 5000 }, (_, index) => String(375_290_000_000 + (index % 2) * 10_000 + Math.floor(index / 4)));
    await sale.load(rows, { unique: true, batchSize: 1000 });
    expect((await all(sale.batches())).map(({ size }) => size)).toEqual([1000, 1000, 500]);
    expect(new Set(await all(sale.recipients('pending'))).size).toBe(2500);
    // The same rows again are the same content.
    await sale.load(rows, { unique: true });
    expect(await failure(sale.load(rows))).toMatchObject({ code: 'content_changed' });
  });

  it('is not what happens unless it is asked for', async () => {
    const sale = await open(greeting);
    await sale.load(['375291111111', '375291111111']);
    expect((await sale.report()).recipients.total).toBe(2);
  });
});

describe('functions that give a promise', () => {
  it('are awaited where they make recipients', async () => {
    const sale = await open(greeting);
    const names = new Map([
      ['Anna', '375291111111'],
      ['Boris', '375292222222'],
    ]);
    const found = async (name: string) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return names.get(name);
    };
    await sale.load(['Anna', 'nobody', 'Boris'], found);
    expect(await all(sale.recipients('pending'))).toEqual(['375291111111', '375292222222']);
  });

  it('end the load where they fail, and leave nothing', async () => {
    const sale = await open(greeting);
    const error = new Error('of the database');
    expect(await failure(sale.load(phones(3), async () => Promise.reject(error)))).toBe(error);
    const onInvalid = async () => Promise.reject(error);
    expect(await failure(sale.load(['x', ...phones(3)], { onInvalid }))).toBe(error);
    expect(sale.loaded).toBe(false);
    expect(await ledger.campaigns()).toEqual([]);
  });

  it('are awaited one after the other where they take faulty rows', async () => {
    const sale = await open(greeting);
    let running = 0;
    const seen: number[] = [];
    await sale.load(['x', ...phones(2), 'y', 'z'], {
      onInvalid: async ({ index }) => {
        expect(++running).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running--;
        seen.push(index);
      },
    });
    expect(seen).toEqual([0, 3, 4]);
    expect(await sale.report()).toMatchObject({ invalid: 3, recipients: { total: 2 } });
  });
});

describe('recipients', () => {
  it('are given as load takes them, of each kind', async () => {
    const button = mailing().from('444').personal().button({ caption: 'Pay', image: 'https://shop.example.com/i.jpg' });
    const people = [{ phone: '375291111111', text: 'Anna', link: 'https://shop.example.com/1' }];
    const sale = await open(button);
    await sale.load(people);
    expect(await all(sale.recipients({ index: 0 }))).toEqual(people);
    const again = await openCampaign('again', { ledger, message: button });
    await again.load(sale.recipients('pending'));
    expect((await again.report()).recipients.total).toBe(1);
  });

  it('of a batch that was refused go into another campaign, without the one at fault or in smaller batches', async () => {
    const sale = await open(greeting);
    await sale.load(phones(9), { batchSize: 3 });
    const { client } = scripted((_, list) => (list.includes('375290000004') ? refuse(400, 'delivery_list[1] is wrong') : accept()));
    expect((await sale.send(client)).batches).toMatchObject({ accepted: 2, rejected: 1 });
    const rest = await openCampaign('people-rest', { ledger, message: greeting });
    await rest.load(sale.recipients('rejected'), (phone) => (phone === '375290000004' ? undefined : phone), {
      batchSize: 1,
    });
    for await (const batch of sale.batches('rejected')) await sale.resolve(batch, 'abandon');
    expect((await rest.send(client)).recipients).toMatchObject({ accepted: 2, rejected: 0 });
    expect((await sale.report()).recipients).toMatchObject({ accepted: 6, abandoned: 3 });
  });

  it('of accepted and abandoned batches are deleted', async () => {
    const sale = await loaded(2);
    await sale.send(scripted((request) => (request === 0 ? accept() : refuse(400, 'no'))).client, { concurrency: 1 });
    await sale.resolve({ index: 1 }, 'abandon');
    for (const of of [{ index: 0 }, { index: 1 }, 'accepted', 'abandoned'] as const)
      expect(await failure(all(sale.recipients(of)))).toMatchObject({ code: 'batch_state' });
    expect(await failure(all(sale.recipients({ index: 2 })))).toMatchObject({ code: 'no_batch' });
    expect(() => sale.recipients('lost' as never)).toThrow('batch_state');
    expect(() => sale.recipients(undefined as never)).toThrow('batch_expected');
  });
});

describe('calling off', () => {
  it('gives up what is pending, and keeps what was sent', async () => {
    const sale = await loaded(5);
    for await (const _ of sale.stream(scripted(lost).client, { concurrency: 1 })) break;
    await sale.cancel();
    const { client, posted } = scripted(() => accept());
    const { batches } = await sale.send(client);
    expect(batches).toMatchObject({ unknown: 1, abandoned: 4, pending: 0 });
    expect(posted).toEqual([]);
  });
});

describe('send', () => {
  it('sends, and gives the report, in which refused is not accepted', async () => {
    const sale = await loaded(3);
    const { client } = scripted((request) => (request === 0 ? accept() : request === 1 ? refuse(400, 'no') : lost()));
    const report = await sale.send(client, { concurrency: 1 });
    expect(report).toEqual(await sale.report());
    expect(report.batches).toMatchObject({ total: 3, accepted: 1, rejected: 1, unknown: 1 });
  });

  it('calls back with each batch once it is written down, and waits for it', async () => {
    const sale = await loaded(6);
    const { client, posted } = scripted(() => accept());
    const seen: number[] = [];
    let running = 0;
    await sale.send(client, {
      concurrency: 2,
      onBatch: async ({ index, progress }) => {
        expect(++running).toBe(1);
        expect((await all(sale.batches('accepted'))).map((batch) => batch.index)).toContain(index);
        expect(posted.length).toBeLessThanOrEqual(seen.length + 2);
        seen.push(progress.done);
        running--;
      },
    });
    expect(seen.at(-1)).toBe(6);
    expect(seen.length).toBe(6);
  });

  it('ends in good order where the callback throws or rejects', async () => {
    for (const onBatch of [
      async () => Promise.reject(new Error('of the callback')),
      () => {
        throw new Error('of the callback');
      },
    ]) {
      const sale = await loaded(20);
      const { client, posted } = scripted(() => accept());
      expect(await failure(sale.send(client, { concurrency: 2, onBatch }))).toMatchObject({ message: 'of the callback' });
      const { batches } = await sale.report();
      expect(batches).toMatchObject({ accepted: posted.length, pending: 20 - posted.length, sending: 0, unknown: 0 });
      expect(posted.length).toBeLessThanOrEqual(4);
      expect((await sale.send(client)).batches.accepted).toBe(20);
    }
  });

  it('counts what was given up as through', async () => {
    const sale = await loaded(4);
    await sale.resolve({ index: 1 }, 'abandon');
    const progress: unknown[] = [];
    await sale.send(scripted(() => accept()).client, { concurrency: 1, onBatch: (batch) => progress.push(batch.progress) });
    expect(progress.at(-1)).toMatchObject({ done: 4, total: 4, accepted: 3, abandoned: 1, rejected: 0, unknown: 0 });
  });

  it.each([
    [{ onBatch: true }, 'onBatch: function_expected'],
    [{ callbackUrl: 'https://shop.example.com/hook' }, 'callbackUrl: callback_url_function'],
  ])('refuses %j', async (options, issue) => {
    const sale = await loaded(1);
    expect(await failure(sale.send(scripted(() => accept()).client, options as never))).toMatchObject({
      issues: [{ path: issue.split(': ')[0], code: issue.split(': ')[1] }],
    });
  });

  it('refuses callback URLs for a client that cannot give them', async () => {
    const sale = await loaded(1);
    const sending = sale.send({ send: async () => ({ uuid: 'x' }) }, { callbackUrl: () => 'https://shop.example.com' });
    expect(await failure(sending)).toMatchObject({ issues: [{ code: 'callback_url_client' }] });
    expect((await sale.report()).batches.pending).toBe(1);
  });
});

describe('the ledger', () => {
  it('lists its campaigns, and removes them', async () => {
    for (const name of ['b-sale', 'A-sale']) {
      const sale = await openCampaign(name, { ledger, message: greeting });
      await sale.load(phones(2));
    }
    const listed = await ledger.campaigns();
    expect(listed.map(({ name, report }) => [name, report.recipients.pending])).toEqual([
      ['A-sale', 2],
      ['b-sale', 2],
    ]);
    expect(await failure(ledger.remove('b-sale', { force: 'yes' as never }))).toMatchObject({ issues: [{ code: 'flag' }] });
    expect(await failure(ledger.remove('b-sale', { forced: true } as never))).toMatchObject({
      issues: [{ code: 'unknown_option' }],
    });
    expect(await failure(ledger.remove(null as never))).toMatchObject({ issues: [{ code: 'campaign_name', path: 'name' }] });
    await ledger.remove('B-SALE', { force: true });
    expect((await ledger.campaigns()).map(({ name }) => name)).toEqual(['A-sale']);
  });
});

describe('a batch of another campaign', () => {
  it('is not taken for the one of the same number', async () => {
    const one = await openCampaign('one', { ledger, message: greeting });
    const other = await openCampaign('other', { ledger, message: greeting });
    for (const campaign of [one, other]) {
      await campaign.load(phones(1));
      await campaign.send(scripted(() => lost()).client);
    }
    const [batch] = await all(one.batches('unknown'));
    expect(await failure(other.resolve(batch as { index: number }, 'resend'))).toMatchObject({
      name: 'InvalidInputError',
      issues: [{ code: 'batch_foreign', path: 'batch' }],
    });
    expect(() => other.recipients(batch as { index: number })).toThrow('batch_foreign');
    expect((await other.report()).batches).toMatchObject({ unknown: 1, pending: 0 });
    await one.resolve(batch as { index: number }, 'sent');
    expect((await one.report()).batches).toMatchObject({ accepted: 1 });
  });

  it('is not resolved by what was read of it before it was sent again', async () => {
    const sale = await loaded(1);
    const { client } = scripted(lost);
    await sale.send(client);
    const [first] = await all(sale.batches('unknown'));
    // Another person is faster, and the server as slow as before.
    await sale.resolve(first as { index: number }, 'resend');
    await sale.send(client);
    for (const resolution of ['sent', 'resend'] as const)
      expect(await failure(sale.resolve(first as { index: number }, resolution))).toMatchObject({
        code: 'batch_state',
        message: expect.stringMatching(/ \(it was sent again since\): read the batches anew$/),
      });
    const [second] = await all(sale.batches('unknown'));
    expect(second).toMatchObject({ state: 'unknown', attempts: 2 });
    await sale.resolve(second as { index: number }, 'sent');
    expect((await sale.report()).batches.accepted).toBe(1);
  });
});
