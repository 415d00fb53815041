import { InvalidInputError, mailing } from 'viber-mailing';
import { type ProcessBatch, processor } from 'viber-mailing/bullmq';
import { type Campaign, CampaignError, type Ledger, openCampaign, type Sending } from 'viber-mailing/campaign';
import { beforeEach, describe, expect, it } from 'vitest';
import { all, failure, freshFolder, greeting, ledgerAt, loaded, phones } from '../campaign/campaigns.ts';
import { changed } from '../campaign/changed.ts';
import { accept, later, lost, refuse, type Script, scripted, together, unreachable } from '../campaign/scripted-client.ts';

let dir: string;
let sale: Campaign;

beforeEach(async () => {
  dir = freshFolder();
  sale = await loaded(3, dir);
});

/** The function of a worker in a process of its own, whose requests are answered by a script. */
function worker(script: Script, options: object = {}) {
  const { client, posted } = scripted(script, options);
  return { process: processor({ ledger: ledgerAt(dir), client }), posted };
}

const job = (batch: number) => ({ data: { campaign: 'sale', batch } });
const states = async () => (await all(sale.batches())).map(({ state }) => state);

describe('a job', () => {
  it('posts its batch and no other, and gives what the API said', async () => {
    const { process, posted } = worker(() => accept('d2b0b0a4-0d3c-4a53-8a5e-1f7d1c5b7c11'));
    const given = { index: 1, size: 1, state: 'accepted', uuid: 'd2b0b0a4-0d3c-4a53-8a5e-1f7d1c5b7c11' };
    expect(await process(job(1))).toEqual(given);
    expect(posted).toEqual(['375290000001']);
    expect(await states()).toEqual(['pending', 'accepted', 'pending']);
  });

  it('that is delivered twice posts once, and is completed both times', async () => {
    const { process, posted } = worker(() => accept());
    const first = await process(job(0));
    expect(await process(job(0))).toEqual(first);
    expect(await worker(() => accept()).process(job(0))).toEqual(first);
    expect(posted).toEqual(['375290000000']);
  });

  it('that is delivered again while it is under way posts once, and is put off', async () => {
    let answer = (_: Response) => {};
    const { process, posted } = worker(() => new Promise<Response>((resolve) => (answer = resolve)));
    const first = process(job(0));
    while (posted.length === 0) await later(1);
    const delays: unknown[] = [];
    const again = { ...job(0), moveToDelayed: async (...given: unknown[]) => void delays.push(given) };
    const before = Date.now();
    expect(await failure(process(again, 'lock-token'))).toMatchObject({ name: 'DelayedError' });
    const [[until, token]] = delays as [[number, string]];
    expect(token).toBe('lock-token');
    expect(until).toBeGreaterThanOrEqual(before + 5000);
    expect(until).toBeLessThanOrEqual(Date.now() + 5000);
    expect(await failure(process(job(0)))).toMatchObject({ code: 'batch_busy' });
    answer(accept());
    expect(await first).toMatchObject({ state: 'accepted' });
    expect(await process(job(0))).toMatchObject({ state: 'accepted' });
    expect(posted).toEqual(['375290000000']);
  });

  it('whose batch is rejected fails for good, with the reason, also when it is delivered again', async () => {
    const { process, posted } = worker(() => refuse(400, 'no money left'));
    const error = await failure(process(job(0)));
    expect(error).toMatchObject({ name: 'UnrecoverableError', cause: { name: 'CampaignError', code: 'batch_rejected' } });
    expect(String(error)).toContain('no money left');
    expect(await failure(process(job(0)))).toEqual(error);
    expect(posted).toHaveLength(1);
    expect(await all(sale.batches('rejected'))).toMatchObject([{ index: 0, reason: 'no money left' }]);
  });

  it('whose batch may have been sent fails for good, also when it is delivered again', async () => {
    const { process, posted } = worker(lost);
    const error = await failure(process(job(2)));
    expect(error).toMatchObject({ name: 'UnrecoverableError', cause: { code: 'batch_unknown' } });
    expect(await failure(process(job(2)))).toEqual(error);
    expect(posted).toHaveLength(1);
    expect(await states()).toEqual(['pending', 'pending', 'unknown']);
  });

  it('whose batch a person resolved as sent is completed, without an id', async () => {
    const { process } = worker(lost);
    await failure(process(job(0)));
    await sale.resolve({ index: 0 }, 'sent');
    expect(await process(job(0))).toEqual({ index: 0, size: 1, state: 'accepted' });
  });

  it('whose batch a person lets be sent again posts again', async () => {
    const { process, posted } = worker((request) => (request === 0 ? refuse(400, 'no money left') : accept()));
    await failure(process(job(0)));
    await sale.resolve({ index: 0 }, 'resend');
    expect(await process(job(0))).toMatchObject({ state: 'accepted' });
    expect(posted).toEqual(['375290000000', '375290000000']);
  });

  it.each([
    ['a server that is not there', unreachable, { name: 'NotSentError' }],
    ['a 429', () => refuse(429, 'slow down', { 'retry-after': '7' }), { name: 'RejectedError', status: 429, retryAfter: 7 }],
  ] as const)('that meets %s fails so that the queue retries it, and its batch is pending', async (_, script, error) => {
    const { process, posted } = worker(script);
    expect(await failure(process(job(0)))).toMatchObject(error);
    expect(await states()).toEqual(['pending', 'pending', 'pending']);
    expect(await failure(process(job(0)))).toMatchObject(error);
    // Once a delivery: the waits are the queue's.
    expect(posted).toHaveLength(2);
  });

  it('that the client refuses before it sends fails for good, and its batch is pending', async () => {
    const other = await openCampaign('no-sender', { ledger: ledgerAt(dir), message: mailing().bulk().text('Hello') });
    await other.load(phones(1));
    const { process, posted } = worker(() => accept());
    const error = await failure(process({ data: { campaign: 'no-sender', batch: 0 } }));
    expect(error).toMatchObject({ name: 'UnrecoverableError' });
    expect((error as Error).cause).toBeInstanceOf(InvalidInputError);
    expect(posted).toEqual([]);
    expect((await other.report()).batches.pending).toBe(1);
  });

  it.each([
    ['of a batch that is not there', { campaign: 'sale', batch: 3 }, 'no_batch'],
    ['with a batch that is no number', { campaign: 'sale', batch: '1' }, 'job_expected'],
    ['with a batch before the first', { campaign: 'sale', batch: -1 }, 'job_expected'],
    ['with a name that leads elsewhere', { campaign: '../sale', batch: 0 }, 'job_expected'],
    ['with more than it should hold', { campaign: 'sale', batch: 0, token: 'secret' }, 'job_expected'],
    ['of something else', 'send a mail', 'job_expected'],
    ['without data', undefined, 'job_expected'],
  ])('%s fails for good', async (_, data, code) => {
    const { process, posted } = worker(() => accept());
    expect(await failure(process({ data }))).toMatchObject({ name: 'UnrecoverableError', cause: { code } });
    expect(posted).toEqual([]);
  });

  it('whose batch a person gave up fails for good', async () => {
    await sale.resolve({ index: 1 }, 'abandon');
    const { process, posted } = worker(() => accept());
    expect(await failure(process(job(1)))).toMatchObject({ name: 'UnrecoverableError', cause: { code: 'batch_abandoned' } });
    expect(posted).toEqual([]);
  });

  it('whose answer could not be written down fails for good, with what it was', async () => {
    const ledger = ledgerAt(dir);
    const send: Ledger['send'] = async (name, its) => {
      const sending = await ledger.send(name, its);
      return changed(sending, { settle: () => Promise.reject(new CampaignError('ledger_unavailable', 'SQLITE_FULL')) });
    };
    const { client } = scripted(() => accept('the-only-receipt'));
    const error = await failure(processor({ ledger: changed(ledger, { send }), client })(job(0)));
    const unsettled = [{ index: 0, size: 1, state: 'accepted', uuid: 'the-only-receipt' }];
    expect(error).toMatchObject({ name: 'UnrecoverableError', cause: { code: 'not_settled', unsettled } });
    expect(String(error)).toContain('batch 0 accepted as the-only-receipt');
  });

  it('of a campaign that is not loaded yet is retried', async () => {
    const { process } = worker(() => accept());
    const error = await failure(process({ data: { campaign: 'tomorrow', batch: 0 } }));
    expect(error).toMatchObject({ name: 'CampaignError', code: 'not_loaded' });
  });

  it('says nothing of the token, the phones and the text in what it fails with', async () => {
    const echo = (_: number, [phone]: readonly string[]) => refuse(400, `token my-secret-token, ${phone}: Hello`);
    const { process } = worker(echo, { token: 'my-secret-token' });
    const error = (await failure(process(job(0)))) as Error;
    const said = `${error.message}\n${error.stack}\n${(error.cause as Error).message}`;
    expect(said).not.toMatch(/my-secret-token|375290000000|Hello/);
  });
});

describe('jobs at once', () => {
  it('share the ledger in one process', async () => {
    const all = together(3);
    const { process, posted } = worker(async () => {
      await all();
      return accept();
    });
    await Promise.all([process(job(0)), process(job(1)), process(job(2))]);
    expect(posted.toSorted()).toEqual(phones(3));
    expect(await states()).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('leave the ledger to others as soon as none is under way', async () => {
    const { process } = worker(() => accept());
    await process(job(0));
    expect(await worker(() => accept()).process(job(1))).toMatchObject({ state: 'accepted' });
    for await (const batch of sale.stream(scripted(() => accept()).client)) expect(batch.index).toBe(2);
  });

  it('one after the other begin and end with no job being turned away', async () => {
    const { process, posted } = worker(() => later(2));
    const deliver = async (batch: number, delay: number) => {
      await later(delay);
      return process(job(batch));
    };
    const given = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7, 8].map((delay) => deliver(delay % 3, delay).catch((error) => error)));
    const turned = given.flatMap((result) => (result instanceof Error ? [(result as CampaignError).code] : []));
    expect(turned.filter((code) => code !== 'batch_busy')).toEqual([]);
    expect(posted.toSorted()).toEqual(phones(3));
  });

  it('of another process are put off, without counting an attempt, by a ledger that lets one process write', async () => {
    let answer = (_: Response) => {};
    const { process, posted } = worker(() => new Promise<Response>((resolve) => (answer = resolve)));
    const first = process(job(0));
    while (posted.length === 0) await later(1);
    const other = worker(() => accept());
    const delays: unknown[] = [];
    const put = { ...job(1), moveToDelayed: async (...given: unknown[]) => void delays.push(given) };
    expect(await failure(other.process(put, 'lock-token'))).toMatchObject({ name: 'DelayedError' });
    expect(delays).toEqual([[expect.any(Number), 'lock-token']]);
    // Of a queue that cannot put off.
    expect(await failure(other.process(job(1)))).toMatchObject({ name: 'CampaignError', code: 'ledger_busy' });
    answer(accept());
    await first;
    expect(await other.process(put, 'lock-token')).toMatchObject({ state: 'accepted' });
  });
});

describe('the send of a ledger', () => {
  /** The file ledger, whose sends are looked at or changed. */
  function watched(change: (sending: Sending) => Partial<Sending>) {
    const ledger = ledgerAt(dir);
    const sends: unknown[] = [];
    const send: Ledger['send'] = async (name, worker) => {
      const number = sends.push(worker);
      const sending = await ledger.send(name, worker);
      return number === 1 ? changed(sending, change(sending)) : sending;
    };
    return { ledger: changed(ledger, { send }), sends };
  }

  it('that takes long to end is waited for', async () => {
    const { ledger } = watched((sending) => ({ close: () => later(50).then(() => sending.close()) }));
    const process = processor({ ledger, client: scripted(() => accept()).client });
    const first = process(job(0));
    while ((await sale.report()).batches.accepted === 0) await later(1);
    expect(await process(job(1))).toMatchObject({ state: 'accepted' });
    await first;
  });

  it('that failed is not used by the next job', async () => {
    const broken = () => Promise.reject(new CampaignError('ledger_unavailable'));
    const { ledger, sends } = watched((sending) => ({ claim: (index) => (index === 0 ? sending.claim(0) : broken()) }));
    const { client, posted } = scripted(() => later(50));
    const process = processor({ ledger, client });
    const first = process(job(0));
    while (posted.length === 0) await later(1);
    expect(await failure(process(job(1)))).toMatchObject({ code: 'ledger_unavailable' });
    expect(await process(job(1))).toMatchObject({ state: 'accepted' });
    expect(await first).toMatchObject({ state: 'accepted' });
    expect(sends).toHaveLength(2);
  });

  it('that does not hold the batch any more gets it back unsent', async () => {
    const { ledger } = watched((sending) => ({
      claim: async (index) => {
        const claim = await sending.claim(index);
        return claim && { ...claim, held: () => false };
      },
    }));
    const { client, posted } = scripted(() => accept());
    const process = processor({ ledger, client });
    expect(await failure(process(job(0)))).toMatchObject({ code: 'batch_busy' });
    expect(await states()).toEqual(['pending', 'pending', 'pending']);
    expect(posted).toEqual([]);
    expect(await process(job(0))).toMatchObject({ state: 'accepted' });
  });

  it('is told how long a request may take', async () => {
    const { ledger, sends } = watched(() => ({}));
    await processor({ ledger, client: scripted(() => accept(), { timeout: 7000 }).client })(job(0));
    expect(sends).toEqual([{ timeout: 7000 }]);
  });

  it('is asked for the one batch whose job comes again', async () => {
    const ledger = ledgerAt(dir);
    const asked: unknown[] = [];
    const batches: Ledger['batches'] = (...given) => {
      asked.push(given);
      return ledger.batches(...given);
    };
    const process = processor({ ledger: changed(ledger, { batches }), client: scripted(() => accept()).client });
    await process(job(2));
    await process(job(2));
    expect(asked).toEqual([['sale', undefined, 2]]);
  });
});

describe('refusals that come for every batch', () => {
  beforeEach(async () => {
    dir = freshFolder();
    sale = await loaded(40, dir);
  });

  const deliver = async (process: ProcessBatch, batches: number) => {
    const errors: unknown[] = [];
    for (let batch = 0; batch < batches; batch++) errors.push(await failure(process(job(batch))));
    return errors.map((error) => (error as { code?: string; name: string }).code ?? (error as Error).name);
  };

  it('hold off the rest, which stays pending and is retried', async () => {
    const { process, posted } = worker(() => refuse(401, 'unknown token'));
    const codes = await deliver(process, 5);
    expect(codes).toEqual(['UnrecoverableError', 'UnrecoverableError', 'UnrecoverableError', 'halted', 'halted']);
    expect(posted).toHaveLength(3);
    expect((await sale.report()).batches).toMatchObject({ rejected: 3, pending: 37 });
    expect(String(await failure(process(job(5))))).toContain('unknown token');
  });

  it('are more likely to be of one batch where others were accepted: it takes ten of them', async () => {
    const { process, posted } = worker((request) => (request === 0 ? accept() : refuse(400, 'no such phone')));
    await process(job(39));
    expect((await deliver(process, 12)).slice(8)).toEqual(['UnrecoverableError', 'UnrecoverableError', 'halted', 'halted']);
    expect(posted).toHaveLength(11);
  });

  it('hold off the rest where nothing but unknown comes', async () => {
    const { process, posted } = worker(lost);
    expect((await deliver(process, 22)).slice(19)).toEqual(['UnrecoverableError', 'halted', 'halted']);
    expect(posted).toHaveLength(20);
  });

  it('do not hold off another campaign', async () => {
    const { process } = worker((_, phones) => (phones[0] === '375299999999' ? accept() : refuse(401, 'unknown token')));
    await deliver(process, 4);
    const other = await openCampaign('other', { ledger: ledgerAt(dir), message: greeting });
    await other.load(['375299999999']);
    expect(await process({ data: { campaign: 'other', batch: 0 } })).toMatchObject({ state: 'accepted' });
  });
});

describe('processor', () => {
  const { client } = scripted(() => accept());
  const ledger = ledgerAt();

  it.each([
    ['no ledger', { client }, 'ledger_expected'],
    ['no client', { ledger }, 'client_expected'],
    ['an option that it does not know', { ledger, client, retries: 3 }, 'unknown_option'],
  ])('refuses %s', (_, options, code) => {
    expect(() => processor(options as never)).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code })] }));
  });

  it('is a function of two parameters, so that BullMQ aborts nothing that is under way', () => {
    expect(processor({ ledger, client })).toHaveLength(2);
  });
});
