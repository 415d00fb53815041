import { createHook } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { createClient, InvalidInputError, type InvalidRecipient, mailing } from 'viber-mailing';
import {
  type Campaign,
  type Ledger,
  type LoadOptions,
  type NewBatch,
  openCampaign,
  type SqliteLedger,
} from 'viber-mailing/campaign';
import { createSandbox } from 'viber-mailing/sandbox';
import { beforeEach, describe, expect, it } from 'vitest';
import { all, failure, greeting, ledgerAt, phones } from './campaigns.ts';
import { accept, scripted } from './scripted-client.ts';

let ledger: SqliteLedger;
let sale: Campaign;

beforeEach(() => {
  ledger = ledgerAt();
});

/** Opens the campaign with a message, and loads it. */
async function load(message: any, rows: unknown, second?: unknown, options?: LoadOptions): Promise<void> {
  sale = await openCampaign('sale', { ledger, message });
  await sale.load(rows as never, second as never, options);
}

/** The messages that the API gets when the campaign is sent. */
async function sent() {
  const sandbox = createSandbox();
  const client = createClient({ token: 'token', from: '555', fetch: sandbox.fetch });
  await sale.send(client, { concurrency: 1 });
  return sandbox.requests.flatMap(({ messages }) => messages);
}

describe('sources', () => {
  const rows = [
    { tel: '375291111111', name: 'Anna' },
    { tel: '375292222222', name: 'Boris' },
  ];
  const notice = mailing().from('444').personal().text();
  const recipients = [
    { phone: '375291111111', text: 'Hello Anna' },
    { phone: '375292222222', text: 'Hello Boris' },
  ];

  it.each([
    ['an array', () => rows],
    ['a set', () => new Set(rows)],
    ['the values of a map', () => new Map(rows.map((row) => [row.tel, row])).values()],
    [
      'a generator',
      function* () {
        yield* rows;
      },
    ],
    [
      'an asynchronous generator',
      async function* () {
        yield* rows;
      },
    ],
    ['a stream', () => Readable.from(rows)],
  ])('reads %s', async (_, source) => {
    await load(notice, source(), (row: (typeof rows)[number]) => ({ phone: row.tel, text: `Hello ${row.name}` }));
    expect((await sent()).flatMap(({ delivery_list }) => delivery_list as unknown[])).toEqual(recipients);
  });

  it('reads recipients as they are, too', async () => {
    await load(notice, recipients);
    expect((await sent()).flatMap(({ delivery_list }) => delivery_list as unknown[])).toEqual(recipients);
  });

  it('takes a single phone for one recipient', async () => {
    await load(greeting, '375291111111');
    expect((await sent()).flatMap(({ delivery_list }) => delivery_list as unknown[])).toEqual(['375291111111']);
  });

  it('leaves out the rows for which the mapper gives nothing, and tells it their index', async () => {
    const indexes: number[] = [];
    await load(greeting, phones(4), (phone: string, index: number) => {
      indexes.push(index);
      return index % 2 === 0 ? phone : undefined;
    });
    expect(indexes).toEqual([0, 1, 2, 3]);
    expect(await sale.report()).toMatchObject({ recipients: { total: 2 }, invalid: 0 });
  });

  it('reports a row of which the mapper makes no phone, where there is someone to tell', async () => {
    const told: unknown[] = [];
    const cells: { tel?: unknown }[] = [{ tel: '375291111111' }, {}, { tel: null }, { tel: '375292222222' }, { tel: false }];
    await load(greeting, cells, ({ tel }: (typeof cells)[number]) => tel, {
      onInvalid: ({ index, issues }: InvalidRecipient) => told.push(`${index} ${issues[0]?.code} ${issues[0]?.path}`),
    });
    expect(told).toEqual(['1 phone_missing delivery_list[1]', '2 mapper_null delivery_list[2]', '4 mapper_null delivery_list[4]']);
    expect(await sale.report()).toMatchObject({ recipients: { total: 2 }, invalid: 3 });
  });

  it('refuses a hole in the rows, which no mapper can leave out', async () => {
    const rows = [{ tel: '375291111111' }, undefined];
    const hole = await failure(load(greeting, rows, (row: (typeof rows)[number]) => row?.tel));
    expect(hole).toMatchObject({ issues: [{ code: 'phone_missing', path: 'delivery_list[1]' }] });
  });

  it('tells a mapper that reads the wrong column, and one that gives null', async () => {
    const wrong = await failure(load(greeting, [{ tel: '375291111111' }], (row: { phone?: string }) => row.phone));
    expect(wrong).toMatchObject({ issues: [{ code: 'phone_missing', path: 'delivery_list' }] });
    const none = await failure(load(notice, [1, 2], async () => null));
    expect(none).toMatchObject({ total: 2, issues: [{ code: 'mapper_null', path: 'delivery_list[0]' }, { code: 'mapper_null' }] });
    expect(await failure(load(notice, [1], () => undefined))).toMatchObject({ issues: [{ code: 'no_recipients' }] });
  });

  it.each([
    ['a synchronous source makes no promise for a row', () => phones(20_000), 0, 2_000],
    ['an asynchronous one does', () => Readable.from(phones(20_000)), 20_000, Number.POSITIVE_INFINITY],
  ])('%s', async (_, source, least, most) => {
    let promises = 0;
    const hook = createHook({
      init(_id, type) {
        if (type === 'PROMISE') promises++;
      },
    });
    hook.enable();
    await load(greeting, source());
    hook.disable();
    expect(promises).toBeGreaterThanOrEqual(least);
    expect(promises).toBeLessThan(most);
  });

  it('closes the source when the load fails', async () => {
    let closed = false;
    function* rows() {
      try {
        yield* phones(5000);
      } finally {
        closed = true;
      }
    }
    const loading = load(greeting, rows(), (phone: string, index: number) => {
      if (index === 1500) throw new Error('of the mapper');
      return phone;
    });
    expect(await failure(loading)).toMatchObject({ message: 'of the mapper' });
    expect(closed).toBe(true);
  });
});

describe('batches', () => {
  it('makes a batch of each thousand, the last one smaller', async () => {
    await load(greeting, phones(2500));
    expect((await all(sale.batches())).map(({ index, size }) => [index, size])).toEqual([
      [0, 1000],
      [1, 1000],
      [2, 500],
    ]);
  });

  it('makes them of the size that is asked for', async () => {
    await load(greeting, phones(5), { batchSize: 2 });
    expect((await sent()).map(({ delivery_list }) => delivery_list)).toEqual([
      ['375290000000', '375290000001'],
      ['375290000002', '375290000003'],
      ['375290000004'],
    ]);
  });

  it('writes each as the chain would have, byte for byte', async () => {
    const button = mailing('Счёт')
      .from('444')
      .at('2026-11-27T10:00:00')
      .personal()
      .button({ caption: 'Pay', image: 'https://shop.example.com/i.jpg' });
    const recipients = [
      { phone: '375291111111', text: 'Анна, 100 BYN 🙂', link: 'https://shop.example.com/pay/1?a="b"' },
      { phone: '375292222222', text: 'Second', link: 'https://shop.example.com/pay/2' },
    ];
    await load(button, recipients, { batchSize: 1, numbered: false });
    const bodies: string[] = [];
    const client = createClient({
      token: 'token',
      callbackUrl: 'https://shop.example.com/hook',
      fetch: async (_url: string, { body }: RequestInit) => {
        bodies.push(await new Response(body).text());
        return Response.json({ uuid: 'x', success: 'OK' });
      },
    });
    await sale.send(client, { concurrency: 1 });
    await client.send(button.to(recipients.slice(0, 1)));
    await client.send(button.to(recipients.slice(1)));
    expect(bodies.slice(0, 2)).toEqual(bodies.slice(2));
    expect(bodies[0]).toContain('"alphaname_id":"444","name":"Счёт","message_type":"personal"');
  });

  it.each([0, 11])('ends with the failure of batch %i, once those under way are through, and leaves nothing', async (faulty) => {
    const full = new Error('the disk is full');
    let underWay = 0;
    let most = 0;
    let left: number | undefined;
    const failing: Ledger = {
      ...ledger,
      async load(name) {
        const loading = await ledger.load(name);
        const add = async (batch: NewBatch) => {
          most = Math.max(most, ++underWay);
          await loading.add(batch);
          for (let turn = 0; turn <= batch.index; turn++) await setImmediate();
          underWay--;
          if (batch.index === faulty) throw full;
        };
        const close = () => {
          left = underWay;
          return loading.close();
        };
        return { ...loading, add, close };
      },
    };
    sale = await openCampaign('sale', { ledger: failing, message: greeting });
    expect(await failure(sale.load(phones(12), { batchSize: 1 }))).toBe(full);
    expect({ most, left }).toEqual({ most: 4, left: 0 });
    expect(await ledger.find('sale')).toBeUndefined();
  });

  it('gives the sender of the client to a mailing that names none', async () => {
    await load(mailing().bulk().text('Hello'), phones(1));
    const [message] = await sent();
    expect(JSON.stringify(message)).toBe(
      '{"alphaname_id":"555","message_type":"bulk","content":{"type":"text","text":"Hello"},"delivery_list":["375290000000"]}',
    );
  });
});

describe('faulty rows', () => {
  it('refuses the whole load, with every fault at once, and leaves nothing', async () => {
    const rows = phones(3000);
    rows[0] = '+375291111111';
    rows[2999] = 'Anna';
    const error = await failure(load(greeting, rows));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({
      total: 2,
      issues: [
        { code: 'phone_format', path: 'delivery_list[0]' },
        { code: 'phone_format', path: 'delivery_list[2999]' },
      ],
    });
    expect(sale.loaded).toBe(false);
    expect(await ledger.campaigns()).toEqual([]);
  });

  it('stores no more of a list once a fault was found, and reads it to its end', async () => {
    const added: number[] = [];
    const counting: Ledger = {
      ...ledger,
      async load(name) {
        const loading = await ledger.load(name);
        return { ...loading, add: async (batch) => void added.push(batch.index) };
      },
    };
    sale = await openCampaign('sale', { ledger: counting, message: greeting });
    const rows = [...phones(2), 'x', ...phones(3), 'y'];
    expect(await failure(sale.load(rows, { batchSize: 1 }))).toMatchObject({ total: 2 });
    expect(added).toEqual([0, 1]);
  });

  it('names the first hundred and counts the others', async () => {
    const error = (await failure(load(greeting, new Array(2500).fill('x')))) as InvalidInputError;
    expect([error.issues.length, error.total]).toEqual([100, 2500]);
  });

  it('leaves them out where onInvalid takes them, each with its index in the source', async () => {
    const rows = phones(2500);
    rows[1] = 'x';
    rows[2400] = '123';
    const invalid: unknown[] = [];
    await load(greeting, rows, { onInvalid: ({ index, issues }: InvalidRecipient) => invalid.push([index, issues[0]?.code]) });
    expect(invalid).toEqual([
      [1, 'phone_format'],
      [2400, 'phone_format'],
    ]);
    expect(await sale.report()).toMatchObject({ recipients: { total: 2498 }, invalid: 2 });
    expect((await all(sale.batches())).map(({ size }) => size)).toEqual([1000, 1000, 498]);
  });

  it('refuses what is left empty', async () => {
    expect(await failure(load(greeting, phones(0)))).toMatchObject({ issues: [{ code: 'no_recipients' }] });
    const none = load(greeting, Array.of<string>('x'), { onInvalid: () => {} });
    expect(await failure(none)).toMatchObject({ issues: [{ code: 'no_recipients' }] });
    expect(await ledger.campaigns()).toEqual([]);
  });

  it('lets the caller stop at the first one', async () => {
    const loading = load(greeting, Array.of<string>('x', ...phones(10)), {
      onInvalid: () => {
        throw new Error('enough');
      },
    });
    expect(await failure(loading)).toMatchObject({ message: 'enough' });
    expect(await ledger.campaigns()).toEqual([]);
  });
});

describe('loading again', () => {
  it('changes nothing where the content is the same', async () => {
    await load(greeting, phones(25), { batchSize: 10 });
    const before = await ledger.find('sale');
    const again = await openCampaign('sale', { ledger, message: greeting });
    expect(again.loaded).toBe(true);
    await again.load(phones(25));
    await again.load(phones(25), { batchSize: 10 });
    expect(await ledger.find('sale')).toEqual(before);
    expect((await all(again.batches())).map(({ size }) => size)).toEqual([10, 10, 5]);
  });

  it.each([
    ['batches of another size', { batchSize: 7 }],
    ['names without numbers', { numbered: false }],
  ])('refuses %s, before it reads anything', async (_, options) => {
    await load(greeting, phones(25), { batchSize: 10 });
    const rows = {
      [Symbol.iterator]: () => {
        throw new Error('the source was read');
      },
    };
    expect(await failure(load(greeting, rows, options))).toMatchObject({ name: 'CampaignError', code: 'content_changed' });
    expect((await all(sale.batches())).map(({ size }) => size)).toEqual([10, 10, 5]);
  });

  it.each([
    ['another recipient', greeting, ['375290000000', '375290000009']],
    ['fewer recipients', greeting, ['375290000000']],
    ['more recipients', greeting, [...phones(3)]],
    ['another order', greeting, phones(2).reverse()],
    ['another text', mailing('Sale').from('444').bulk().text('Hello!'), phones(2)],
    ['another sender', greeting.from('445'), phones(2)],
    ['another time', greeting.at('2026-11-27T10:00:00'), phones(2)],
  ])('refuses %s, and keeps what was loaded', async (_, composed, rows) => {
    await load(greeting, phones(2));
    expect(await failure(load(composed, rows))).toMatchObject({ name: 'CampaignError', code: 'content_changed' });
    sale = await openCampaign('sale', { ledger, message: greeting });
    expect((await sent()).flatMap(({ delivery_list }) => delivery_list as unknown[])).toEqual(phones(2));
  });

  it('sends nothing again after the campaign was sent', async () => {
    await load(greeting, phones(2));
    expect((await sent()).length).toBe(1);
    await load(greeting, phones(2));
    expect((await sent()).length).toBe(0);
  });
});

describe('what is refused before anything is read', () => {
  const untyped = (value: unknown): never => value as never;
  const rows = {
    [Symbol.iterator]: () => {
      throw new Error('the source was read');
    },
  };

  it.each([
    ['a mailing with recipients', greeting.to(['375291111111'])],
    ['a mailing without a content', mailing().bulk()],
    ['no mailing', 'Hello'],
    ['nothing', null],
  ])('%s for a message', async (_, message) => {
    expect(await failure(openCampaign('sale', { ledger, message: untyped(message) }))).toMatchObject({
      name: 'InvalidInputError',
      issues: [{ code: 'content_expected', path: 'message' }],
    });
  });

  it.each([
    ['no rows', undefined, undefined, 'rows_expected', 'rows'],
    ['a promise of rows', Promise.resolve([]), undefined, 'rows_expected', 'rows'],
    ['a batch of none', rows, { batchSize: 0 }, 'batch_size', 'batchSize'],
    ['a batch of over 100000', rows, { batchSize: 100_001 }, 'batch_size', 'batchSize'],
    ['a batch of a half', rows, { batchSize: 0.5 }, 'batch_size', 'batchSize'],
    ['an unknown option', rows, { batchsize: 5 }, 'unknown_option', 'batchsize'],
    ['a transaction, which is none of ours any more', rows, { tx: {} }, 'unknown_option', 'tx'],
    ['unique that is no switch', rows, { unique: 'yes' }, 'flag', 'unique'],
    ['an onInvalid that is no function', rows, { onInvalid: true }, 'callback_expected', 'onInvalid'],
    ['options that are none', rows, 5, 'options_expected', ''],
    ['a second list in place of the options', rows, rows, 'options_expected', ''],
    ['a set in place of the options', rows, new Set(['375292222222']), 'options_expected', ''],
  ])('%s', async (_, source, second, code, path) => {
    expect(await failure(load(greeting, source, second))).toMatchObject({
      name: 'InvalidInputError',
      issues: [{ code, path }],
    });
    expect(await ledger.campaigns()).toEqual([]);
  });

  it.each(['', '.', '..', 'a/b', 'a b', 'распродажа', '-x', 'x'.repeat(101), 5, undefined])('the name %j', async (name) => {
    expect(await failure(openCampaign(untyped(name), { ledger }))).toMatchObject({
      issues: [{ code: 'campaign_name' }],
    });
  });

  it('a campaign without a ledger', async () => {
    expect(await failure(openCampaign('sale', untyped({})))).toMatchObject({ issues: [{ code: 'ledger_expected' }] });
  });

  it('loading and sending without a message', async () => {
    await load(greeting, phones(1));
    const opened = untyped(await openCampaign('sale', { ledger })) as Campaign;
    const { client } = scripted(() => accept());
    expect(opened.loaded).toBe(true);
    for (const use of [() => opened.load(phones(1)), () => opened.send(client), async () => opened.stream(client)])
      expect(await failure(use())).toMatchObject({ issues: [{ code: 'message_missing', path: 'message' }] });
    expect((await opened.report()).batches.pending).toBe(1);
  });
});
