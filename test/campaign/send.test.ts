import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, mailing, NotSentError, OutcomeUnknownError, RejectedError } from 'viber-mailing';
import { type Batch, openCampaign } from 'viber-mailing/campaign';
import { describe, expect, it, vi } from 'vitest';
import { all, failure, freshFolder, greeting, ledgerAt, loaded, phones } from './campaigns.ts';
import { ledgerIn } from './processes.ts';
import { accept, later, lost, refuse, scripted, together, unreachable } from './scripted-client.ts';

describe('what it yields', () => {
  it('gives each batch once the ledger has what became of it', async () => {
    const sale = await loaded(3);
    const { client } = scripted((request) => (request === 0 ? accept('first') : request === 1 ? refuse(400, 'no money') : lost()));
    const batches = await all(sale.stream(client, { concurrency: 1 }));
    expect(batches).toMatchObject([
      { index: 0, size: 1, state: 'accepted', uuid: 'first' },
      { index: 1, size: 1, state: 'rejected', reason: 'no money' },
      { index: 2, size: 1, state: 'unknown', reason: expect.stringContaining('the connection was lost') },
    ]);
    expect(batches.map(({ error }) => error?.constructor)).toEqual([undefined, RejectedError, OutcomeUnknownError]);
    expect(await all(sale.batches())).toMatchObject([
      { index: 0, state: 'accepted', uuid: 'first' },
      { index: 1, state: 'rejected', reason: 'no money' },
      { index: 2, state: 'unknown', reason: expect.stringContaining('the connection was lost') },
    ]);
  });

  it('tells the progress in recipients, of the whole campaign', async () => {
    const sale = await openCampaign('sale', { ledger: ledgerAt(), message: greeting });
    await sale.load(phones(25), { batchSize: 10 });
    const { client } = scripted((request) => (request === 1 ? refuse(400, 'no') : accept()));
    const progress = (await all(sale.stream(client, { concurrency: 1 }))).map((batch) => batch.progress);
    expect(progress).toMatchObject([
      { done: 10, total: 25, share: 0.4, accepted: 10, rejected: 0 },
      { done: 20, total: 25, share: 0.8, accepted: 10, rejected: 10 },
      { done: 25, total: 25, share: 1, accepted: 15, rejected: 10, pending: 0, remaining: 0 },
    ]);
    expect(progress[0]?.rate).toBeGreaterThan(0);
    expect(progress[0]?.remaining).toBeCloseTo(15 / (progress[0]?.rate ?? 0), 6);
  });

  it('counts what was sent before into the progress, and not into the rate', async () => {
    const dir = freshFolder();
    const sale = await loaded(4, dir);
    const { client } = scripted(() => accept());
    for await (const _ of sale.stream(client, { concurrency: 1 })) break;
    const resumed = await openCampaign('sale', { ledger: ledgerAt(dir), message: greeting });
    const [first] = await all(resumed.stream(scripted(() => later(100)).client, { concurrency: 1 }));
    expect(first?.progress).toMatchObject({ done: 2, total: 4 });
    // One recipient in at least a tenth of a second.
    expect(first?.progress.rate).toBeLessThan(11);
  });

  it('reports as data and as a table', async () => {
    const sale = await openCampaign('sale', { ledger: ledgerAt(), message: greeting });
    await sale.load(Array.of<string>('x', ...phones(1234)), { onInvalid: () => {} });
    await all(sale.stream(scripted((request) => (request === 0 ? accept() : lost())).client, { concurrency: 1 }));
    const report = await sale.report();
    expect(report).toEqual({
      recipients: { total: 1234, pending: 0, sending: 0, accepted: 1000, rejected: 0, unknown: 234, abandoned: 0 },
      batches: { total: 2, pending: 0, sending: 0, accepted: 1, rejected: 0, unknown: 1, abandoned: 0 },
      invalid: 1,
    });
    expect(`${report}`).toBe(`\
           recipients  batches
pending             0        0
sending             0        0
accepted        1,000        1
rejected            0        0
unknown           234        1
abandoned           0        0
total           1,234        2
left out            1`);
  });

  it('begins with the first batch that is asked for', async () => {
    const sale = await loaded(1);
    const { client, posted } = scripted(() => accept());
    const sending = sale.stream(client);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(posted).toEqual([]);
    await all(sending);
    expect(posted).toEqual(phones(1));
  });
});

describe('how many at once', () => {
  it('sends four at once unless told otherwise, each batch once', async () => {
    const sale = await loaded(12);
    const four = together(4);
    const { client, posted, most } = scripted((request) => (request < 4 ? four().then(() => accept()) : accept()));
    await all(sale.stream(client));
    expect(most()).toBe(4);
    expect(posted.toSorted()).toEqual(phones(12));
  });

  it('sends one after the other where it is told so', async () => {
    const sale = await loaded(3);
    const { client, posted, most } = scripted(() => later(2));
    await all(sale.stream(client, { concurrency: 1 }));
    expect(most()).toBe(1);
    expect(posted).toEqual(phones(3));
  });

  it.each([1, 3])('begins no request beyond %i that the caller has not dealt with yet', async (concurrency) => {
    const sale = await loaded(12);
    const { client, posted } = scripted(() => accept());
    let dealtWith = 0;
    for await (const _ of sale.stream(client, { concurrency })) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(posted.length).toBeLessThanOrEqual(dealtWith + concurrency);
      dealtWith++;
    }
    expect(posted.toSorted()).toEqual(phones(12));
  });

  it('keeps below a rate, evenly', async () => {
    const sale = await loaded(6);
    const times: number[] = [];
    const { client } = scripted(() => {
      times.push(performance.now());
      return accept();
    });
    const started = performance.now();
    await all(sale.stream(client, { rate: { batches: 10, per: 500 } }));
    // One each 50 ms from the first on, which may itself have been slow to go out.
    expect((times.at(-1) ?? 0) - started).toBeGreaterThanOrEqual(5 * 50 - 5);
  });
});

describe('stopping', () => {
  it('ends in good order when the loop is left: what is under way is waited for, nothing else goes out', async () => {
    const sale = await loaded(20);
    const four = together(4);
    const { client, posted } = scripted((request) => (request < 4 ? four().then(() => accept()) : later(5)));
    for await (const _ of sale.stream(client, { concurrency: 4 })) break;
    expect(posted.length).toBe(4);
    expect((await sale.report()).batches).toMatchObject({ accepted: 4, pending: 16, sending: 0, unknown: 0 });
    await all(sale.stream(client));
    expect(posted.toSorted()).toEqual(phones(20));
  });

  it('sends, one at a time, exactly what the loop was given', async () => {
    const sale = await loaded(9);
    const { client, posted } = scripted(() => accept());
    let given = 0;
    for await (const _ of sale.stream(client, { concurrency: 1 })) if (++given === 3) break;
    expect(posted).toEqual(phones(3));
    expect((await sale.report()).batches).toMatchObject({ accepted: 3, pending: 6 });
  });

  it('ends in good order by the signal, without an error', async () => {
    const sale = await loaded(20);
    const controller = new AbortController();
    const both = together(2);
    const { client, posted } = scripted(async () => {
      await both();
      controller.abort();
      return accept();
    });
    const batches = await all(sale.stream(client, { concurrency: 2, signal: controller.signal }));
    expect(batches.map(({ state }) => state)).toEqual(['accepted', 'accepted']);
    expect(posted.length).toBe(2);
    expect((await sale.report()).batches).toMatchObject({ accepted: 2, pending: 18 });
  });

  it('sends nothing where the signal has stopped already', async () => {
    const sale = await loaded(2);
    const { client, posted } = scripted(() => accept());
    expect(await all(sale.stream(client, { signal: AbortSignal.abort() }))).toEqual([]);
    expect(posted).toEqual([]);
  });

  it('does not wait any longer where the signal stops it in a wait', async () => {
    const sale = await loaded(2);
    const { client } = scripted(() => refuse(429, 'slow down', { 'retry-after': '50' }));
    const started = performance.now();
    await all(sale.stream(client, { signal: AbortSignal.timeout(50) }));
    expect(performance.now() - started).toBeLessThan(20_000);
    expect((await sale.report()).batches).toMatchObject({ pending: 2 });
  });

  it('lets go of the signal', async () => {
    const sale = await loaded(3);
    const listeners = new Set<() => void>();
    const signal = {
      aborted: false,
      addEventListener: (_: 'abort', listener: () => void) => void listeners.add(listener),
      removeEventListener: (_: 'abort', listener: () => void) => void listeners.delete(listener),
    };
    await all(sale.stream(scripted(() => accept()).client, { signal }));
    expect(listeners.size).toBe(0);
  });

  it('lets go of the lock, also where the loop throws', async () => {
    const dir = freshFolder();
    const sale = await loaded(3, dir);
    const loop = async () => {
      for await (const _ of sale.stream(scripted(() => accept()).client)) throw new Error('of the loop');
    };
    expect(await failure(loop())).toMatchObject({ message: 'of the loop' });
    await all((await openCampaign('sale', { ledger: ledgerAt(dir), message: greeting })).stream(scripted(() => accept()).client));
  });
});

describe('what ends it', () => {
  it('a server that is not there, after the retries: everything is pending', async () => {
    const sale = await loaded(5);
    const retries: unknown[] = [];
    const { client, posted } = scripted(unreachable, { retry: 1, onRetry: (notice: object) => retries.push(notice) });
    const error = await failure(all(sale.stream(client, { concurrency: 2 })));
    expect(error).toBeInstanceOf(NotSentError);
    expect(retries).toMatchObject([{ attempt: 1, outcome: 'not-sent', status: undefined }]);
    // Two together, then one to see.
    expect(posted.length).toBe(3);
    expect((await sale.report()).batches).toMatchObject({ pending: 5, sending: 0 });
  });

  it('a certificate that is not trusted, at once', async () => {
    const sale = await loaded(5);
    const { client, posted } = scripted(() => {
      throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('no'), { code: 'CERT_HAS_EXPIRED' }) });
    });
    expect(await failure(all(sale.stream(client, { concurrency: 1 })))).toBeInstanceOf(NotSentError);
    expect(posted.length).toBe(1);
    expect((await sale.report()).batches).toMatchObject({ pending: 5 });
  });

  it('a 429 that outlasts the retries', async () => {
    const sale = await loaded(5);
    const { client, posted } = scripted(() => refuse(429, 'slow down', { 'retry-after': '0' }), { retry: 2 });
    const error = await failure(all(sale.stream(client, { concurrency: 1 })));
    expect(error).toMatchObject({ name: 'RejectedError', status: 429, reason: 'slow down' });
    expect(posted.length).toBe(3);
    expect((await sale.report()).batches).toMatchObject({ pending: 5, rejected: 0 });
  });

  it('a 429 that asks for more patience than there is', async () => {
    const sale = await loaded(2);
    const { client, posted } = scripted(() => refuse(429, 'tomorrow', { 'retry-after': '86400' }));
    expect(await failure(all(sale.stream(client, { concurrency: 1 })))).toMatchObject({ retryAfter: 86400 });
    expect(posted.length).toBe(1);
  });

  it.each([
    [401, 'Invalid token'],
    [403, 'Forbidden'],
    [404, 'Not found'],
    [400, 'alphaname_id is not yours'],
    [200, 'alphaname_id is not yours'],
  ])('a refusal that comes for every batch, %i, after a few', async (status, error) => {
    const sale = await loaded(50);
    const { client, posted } = scripted(() => refuse(status, error));
    const thrown = await failure(all(sale.stream(client, { concurrency: 2 })));
    expect(thrown).toMatchObject({ name: 'RejectedError', status, reason: error });
    expect(posted.length).toBeLessThanOrEqual(6);
    const { batches } = await sale.report();
    expect(batches).toMatchObject({ rejected: posted.length, pending: 50 - posted.length });
    // They can be sent once the reason is gone.
    for await (const batch of sale.batches('rejected')) await sale.resolve(batch, 'resend');
    await all(sale.stream(scripted(() => accept()).client));
    expect((await sale.report()).batches).toMatchObject({ accepted: 50 });
  });

  it('money that runs out in the middle', async () => {
    const sale = await loaded(60);
    const { client, posted } = scripted((request) => (request < 5 ? accept() : refuse(200, 'not enough money')));
    expect(await failure(all(sale.stream(client, { concurrency: 1 })))).toMatchObject({ reason: 'not enough money' });
    expect(posted.length).toBe(15);
  });

  it('but not refusals of single batches among others that are taken', async () => {
    const sale = await loaded(40);
    const { client } = scripted((request) => (request % 4 === 0 ? accept() : refuse(400, 'a phone is wrong')));
    await all(sale.stream(client, { concurrency: 1 }));
    expect((await sale.report()).batches).toMatchObject({ accepted: 10, rejected: 30 });
  });

  it('nor different refusals', async () => {
    const sale = await loaded(12);
    await all(sale.stream(scripted((request) => refuse(400, `reason ${request}`)).client));
    expect((await sale.report()).batches).toMatchObject({ rejected: 12 });
  });

  it('outcomes that stay unknown, before all batches are', async () => {
    const sale = await loaded(60);
    const { client, posted } = scripted(() => new Response('busy', { status: 503 }));
    expect(await failure(all(sale.stream(client, { concurrency: 1 })))).toBeInstanceOf(OutcomeUnknownError);
    expect(posted.length).toBe(20);
    expect((await sale.report()).batches).toMatchObject({ unknown: 20, pending: 40 });
  });

  it('a hook that throws', async () => {
    const sale = await loaded(5);
    const onRetry = () => {
      throw new Error('of the hook');
    };
    const { client, posted } = scripted(() => refuse(429, 'slow', { 'retry-after': '0' }), { onRetry });
    expect(await failure(all(sale.stream(client, { concurrency: 1 })))).toMatchObject({ message: 'of the hook' });
    expect(posted.length).toBe(1);
    expect((await sale.report()).batches).toMatchObject({ pending: 5 });
  });

  it('nothing to send: the same campaign again', async () => {
    const sale = await loaded(2);
    const { client, posted } = scripted(() => accept());
    await all(sale.stream(client));
    expect(await all(sale.stream(client))).toEqual([]);
    expect(posted.length).toBe(2);
  });

  it('nothing loaded', async () => {
    const sale = await openCampaign('sale', { ledger: ledgerAt(), message: greeting });
    const { client } = scripted(() => accept());
    for (const use of [
      () => all(sale.stream(client)),
      () => sale.report(),
      () => all(sale.batches()),
      () => sale.resolve({ index: 0 }, 'sent'),
    ])
      expect(await failure(use())).toMatchObject({ code: 'not_loaded' });
  });

  it('a mailing without a sender, before anything goes out', async () => {
    const sale = await openCampaign('sale', { ledger: ledgerAt(), message: mailing().bulk().text('Hello') });
    await sale.load(phones(3));
    const { client, posted } = scripted(() => accept());
    expect(await failure(all(sale.stream(client)))).toMatchObject({ issues: [{ code: 'sender_missing' }] });
    expect(posted).toEqual([]);
    expect((await sale.report()).batches).toMatchObject({ pending: 1 });
    await all(sale.stream(scripted(() => accept(), { from: '444' }).client));
    expect((await sale.report()).batches).toMatchObject({ accepted: 1 });
  });
});

describe('a 429', () => {
  it('slows the whole campaign down: all wait, then one goes out at a time', async () => {
    const sale = await loaded(12);
    const times: number[] = [];
    const four = together(4);
    const { client, posted } = scripted(async (request) => {
      times.push(performance.now());
      if (request >= 4) return later(5);
      await four();
      return refuse(429, 'slow down', { 'retry-after': '1' });
    });
    const batches = await all(sale.stream(client, { concurrency: 4 }));
    expect(batches.every(({ state }) => state === 'accepted')).toBe(true);
    // Those that were refused went out again, nobody during the wait, the first one then alone.
    expect(posted.length).toBe(16);
    expect((times[4] ?? 0) - (times[3] ?? 0)).toBeGreaterThan(990);
    expect((times[5] ?? 0) - (times[4] ?? 0)).toBeGreaterThan(3);
  });

  it('is one, however many were refused together, and forgotten once one got through', async () => {
    const sale = await loaded(20);
    const attempts: unknown[] = [];
    // Every fifth request, and those around it, is one too many.
    const { client } = scripted((request) => (request % 5 === 4 ? refuse(429, 'slow', { 'retry-after': '0' }) : accept()), {
      retry: 1,
      onRetry: ({ attempt }: { attempt: number }) => attempts.push(attempt),
    });
    await all(sale.stream(client, { concurrency: 4 }));
    expect((await sale.report()).batches).toMatchObject({ accepted: 20 });
    expect(attempts.length).toBeGreaterThan(1);
    expect(new Set(attempts)).toEqual(new Set([1]));
  });
});

describe('clients of another make', () => {
  it('get the mailing, and their receipt is kept', async () => {
    const sale = await loaded(1);
    const got: unknown[] = [];
    const client = {
      send: async (mailing: { size: number; toJSON(): unknown }) => {
        got.push(mailing.size, JSON.parse(JSON.stringify(mailing)));
        return { uuid: 'mine' };
      },
    };
    expect(await all(sale.stream(client))).toMatchObject([{ state: 'accepted', uuid: 'mine' }]);
    expect(got).toEqual([
      1,
      {
        alphaname_id: '444',
        name: 'Sale',
        message_type: 'bulk',
        content: { type: 'text', text: 'Hello' },
        delivery_list: ['375290000000'],
      },
    ]);
  });

  it('can hand it to one of ours', async () => {
    const sale = await loaded(3);
    const { client, posted } = scripted(() => accept());
    const logged: number[] = [];
    const wrapped = {
      send: (mailing: never, options?: object) => {
        logged.push((mailing as { size: number }).size);
        return client.send(mailing, options);
      },
    };
    await all(sale.stream(wrapped));
    expect(logged).toEqual([1, 1, 1]);
    expect(posted.toSorted()).toEqual(phones(3));
  });

  const hostile = new Proxy(
    {},
    {
      get() {
        throw new Error('do not look');
      },
      getPrototypeOf() {
        throw new Error('do not look');
      },
    },
  );

  it.each([
    ['an error', () => Promise.reject(new Error('375290000000 and the token'))],
    [
      'an error at once',
      () => {
        throw new Error('375290000000 and the token');
      },
    ],
    ['a string', () => Promise.reject('375290000000')],
    ['nothing', () => Promise.reject()],
    ['what throws when it is looked at', () => Promise.reject(hostile)],
    [
      'an input error, which may be about something else',
      () => Promise.reject(Object.assign(new Error('x'), { name: 'InvalidInputError' })),
    ],
    ['no receipt', () => Promise.resolve()],
    ['a receipt without an id', () => Promise.resolve({ uuid: '' })],
    [
      'a receipt that throws when it is looked at',
      () =>
        Promise.resolve().then(() => ({
          get uuid() {
            throw new Error('no');
          },
        })),
    ],
  ])('give an unknown batch where they give %s', async (_, send) => {
    const sale = await loaded(1);
    const [batch] = await all(sale.stream({ send: send as never }));
    expect(batch).toMatchObject({ state: 'unknown', error: { outcome: 'unknown' } });
    expect(JSON.stringify([batch, await all(sale.batches())])).not.toMatch(/375290000000|token/);
    expect(await all(sale.stream({ send: () => Promise.reject(new Error('sent again')) }))).toEqual([]);
  });

  it('may throw errors of ours', async () => {
    const sale = await loaded(2);
    const failures = [new RejectedError(400, 'no'), new NotSentError('mine', { retryable: false })];
    const thrown = await failure(all(sale.stream({ send: () => Promise.reject(failures.shift()) }, { concurrency: 1 })));
    expect(thrown).toBeInstanceOf(NotSentError);
    expect((await sale.report()).batches).toMatchObject({ rejected: 1, pending: 1 });
  });

  it('are refused where they cannot send', () => {
    return loaded(1).then((sale) => {
      for (const client of [undefined, {}, { send: 5 }, hostile])
        expect(() => sale.stream(client as never)).toThrow('a campaign sends through a client');
    });
  });
});

describe('resolving', () => {
  it('sends again what a person lets be sent again, and nothing else', async () => {
    const sale = await loaded(4);
    await all(sale.stream(scripted(lost).client));
    const unknown: Batch[] = await all(sale.batches('unknown'));
    expect(unknown.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    await sale.resolve(unknown[1] as Batch, 'resend');
    await sale.resolve(unknown[2] as Batch, 'sent');
    const { client, posted } = scripted(() => accept());
    await all(sale.stream(client));
    expect(posted).toEqual(['375290000001']);
    expect((await sale.report()).batches).toMatchObject({ accepted: 2, unknown: 2 });
  });

  it('is refused while the campaign is being sent', async () => {
    const sale = await loaded(3);
    const sending = sale.stream(scripted(lost).client, { concurrency: 1 });
    const { value } = await sending.next();
    expect(await failure(sale.resolve(value as Batch, 'resend'))).toMatchObject({ code: 'ledger_busy' });
    await all(sending);
    await sale.resolve(value as Batch, 'resend');
  });

  it('refuses what is no batch and what is no resolution', async () => {
    const sale = await loaded(1);
    expect(await failure(sale.resolve(undefined as never, 'sent'))).toMatchObject({ issues: [{ code: 'batch_expected' }] });
    expect(await failure(sale.resolve({ index: 0.5 }, 'sent'))).toMatchObject({ issues: [{ code: 'batch_expected' }] });
    expect(await failure(sale.resolve({ index: 0 }, 'again' as never))).toMatchObject({ issues: [{ code: 'resolution' }] });
    expect(() => sale.batches('lost' as never)).toThrow('batch_state');
  });
});

describe('options', () => {
  const { client } = scripted(() => accept());

  it.each([
    [{ concurrency: 0 }, 'concurrency'],
    [{ concurrency: 65 }, 'concurrency'],
    [{ concurrency: 1.5 }, 'concurrency'],
    [{ rate: 5 }, 'rate'],
    [{ rate: { batches: 0, per: 1000 } }, 'rate'],
    [{ rate: { batches: 10 } }, 'rate'],
    [{ rate: { batches: 10, per: 86_400_001 } }, 'rate'],
    [{ signal: true }, 'signal_expected'],
    [{ concurency: 4 }, 'unknown_option'],
    [5, 'options_expected'],
  ])('refuses %j', async (options, code) => {
    const sale = await loaded(1);
    expect(() => sale.stream(client, options as never)).toThrow(code);
  });
});

it('keeps neither the token nor the callback URL, and overwrites the recipients of what was accepted', async () => {
  const dir = freshFolder();
  const sale = await loaded(2, dir);
  const { read } = ledgerIn(join(dir, 'campaigns.db'));
  const lists = read<{ list: ArrayBuffer }>('select list from batches order by "index"').map(({ list }) =>
    Buffer.from(list).toString('latin1'),
  );
  const stored = () =>
    readdirSync(dir)
      .map((name) => readFileSync(join(dir, name), 'latin1'))
      .join();
  expect(lists.map((list) => stored().includes(list))).toEqual([true, true]);
  const options = { token: 'my-token', callbackUrl: 'https://shop.example.com/secret-path' };
  const { client } = scripted((request) => (request === 0 ? accept() : refuse(400, 'my-token is wrong')), options);
  await sale.send(client, { concurrency: 1 });
  expect(stored()).not.toMatch(/secret-path|my-token/);
  expect(lists.map((list) => stored().includes(list))).toEqual([false, true]);
});

it('keeps its files for their owner', async () => {
  const dir = freshFolder();
  const sale = await loaded(2, dir);
  const modes = new Set<number>();
  await sale.send(scripted(() => accept()).client, {
    onBatch: () => {
      for (const name of readdirSync(dir)) if (name !== 'campaigns.db') modes.add(statSync(join(dir, name)).mode & 0o777);
    },
  });
  // The file itself was opened, and made, by the test.
  expect(modes).toEqual(new Set([0o600, statSync(join(dir, 'campaigns.db')).mode & 0o777]));
});

it('takes a client with a default sender as well as one without', async () => {
  const sale = await loaded(1);
  const fetch = async () => accept();
  await all(sale.stream(createClient({ token: 'token', from: '444', fetch })));
  await all(sale.stream(createClient({ token: 'token', fetch })));
});

describe('a stream that is awaited in the place of a loop', () => {
  it('sends nothing, which is said where the process ends as if all were well', async () => {
    vi.resetModules();
    const { openCampaign } = await import('viber-mailing/campaign');
    const dir = freshFolder();
    await loaded(2, dir);
    const sale = await openCampaign('sale', { ledger: ledgerAt(dir), message: greeting });
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { client, posted } = scripted(() => accept());

    const awaited = await sale.stream(client);
    const ends = process.listeners('exit').at(-1) as (code: number) => void;
    expect(posted).toEqual([]);
    ends(1);
    expect(warn).not.toHaveBeenCalled();
    ends(0);
    expect(warn.mock.calls).toEqual([
      ['stream() sent nothing: write for await (const batch of sale.stream(client)), or await sale.send(client)'],
    ]);

    expect(await all(awaited)).toHaveLength(2);
    ends(0);
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
  });
});
