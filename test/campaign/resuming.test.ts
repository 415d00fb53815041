import fc from 'fast-check';
import { type Campaign, CampaignError, openCampaign } from 'viber-mailing/campaign';
import { describe, expect, it } from 'vitest';
import type { Disk, OpenFile } from '../../src/campaign/file/disk.ts';
import { Books, type Fate } from './books.ts';
import { all, greeting, phones } from './campaigns.ts';
import { Machine, type Process } from './machine.ts';
import { MemoryDisk } from './memory-disk.ts';

const batches = 12;
const rows = phones(batches * 2);
const fates: readonly Fate[] = ['accepted', 'accepted', 'accepted, answer lost', 'lost before', 'rejected', 'too many', 'not sent'];

/** How long a process lives, and when the disk is full for it, in calls of the disk. */
interface Life {
  readonly after: number;
  readonly fullFrom: number;
  readonly fullFor: number;
}

/** One thing that happens to a campaign. */
type Step =
  | ({ readonly kind: 'load' } & Life)
  | ({ readonly kind: 'send'; readonly concurrency: number; readonly stopAt: number; readonly fates: readonly Fate[] } & Life)
  | ({ readonly kind: 'resolve'; readonly resend: boolean } & Life)
  | { readonly kind: 'power loss'; readonly kept: readonly boolean[] }
  /** The file of states loses its end. */
  | { readonly kind: 'cut'; readonly bytes: number };

// A good part of the processes live to the end of what they do.
const whole = { after: 1_000_000, fullFrom: 1_000_000, fullFor: 0 };
const life = {
  after: fc.oneof(fc.constant(whole.after), fc.nat(60)),
  fullFrom: fc.oneof({ weight: 3, arbitrary: fc.constant(whole.fullFrom) }, { weight: 1, arbitrary: fc.nat(60) }),
  fullFor: fc.integer({ min: 1, max: 6 }),
};
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('load' as const), ...life }) },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('send' as const),
        ...life,
        concurrency: fc.integer({ min: 1, max: 4 }),
        stopAt: fc.integer({ min: 1, max: 20 }),
        fates: fc.array(fc.constantFrom(...fates), { minLength: 1, maxLength: 8 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('resolve' as const), ...life, resend: fc.boolean() }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('power loss' as const),
        kept: fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), bytes: fc.integer({ min: 1, max: 600 }) }) },
  ),
  { maxLength: 14 },
);

/** A campaign on a machine that may fail at any moment, and the server's books of it. */
class World {
  readonly books = new Books();
  readonly #disk: MemoryDisk;
  readonly #machine: Machine;
  readonly #resolvedAsSent = new Set<string>();
  #process: Process | undefined;

  constructor(disk: MemoryDisk, view: (call: () => void | Promise<void>) => Disk = (call) => disk.view(call)) {
    this.#disk = disk;
    this.#machine = new Machine(view);
  }

  async run(step: Step): Promise<void> {
    switch (step.kind) {
      case 'load':
        await this.#living(step, (sale) => sale.load(greeting, rows, { batchSize: 2 }));
        break;
      case 'send':
        await this.#living(step, (sale, process) => this.#send(sale, process, step));
        break;
      case 'resolve':
        await this.#living(step, (sale) => this.#resolve(sale, step.resend));
        break;
      case 'power loss': {
        this.#machine.stop();
        let thing = 0;
        this.#disk.losePower(() => step.kept[thing++ % step.kept.length] ?? false);
        break;
      }
      case 'cut': {
        this.#process?.kill();
        const states = this.#disk.get('sale/batches.txt');
        if (states !== undefined) this.#disk.set('sale/batches.txt', states.slice(0, Math.max(states.length - step.bytes, 0)));
      }
    }
  }

  /** Sends everything that is left, as nothing fails any more. */
  async finish(): Promise<void> {
    await this.run({ kind: 'load', ...whole });
    await this.#living(whole, async (sale) => {
      for await (const batch of sale.batches('unknown')) {
        const phone = phoneOf(batch.index);
        const sent = this.books.accepted(phone) > 0 || this.#resolvedAsSent.has(phone);
        await this.#resolved(sale, batch, !sent);
      }
      for await (const batch of sale.batches('rejected')) await this.#resolved(sale, batch, true);
    });
    await this.#living(whole, async (sale) => {
      await all(sale.send({ send: (mailing) => this.books.take(mailing, 'accepted') }));
    });
  }

  /** Compares the ledger with the server's books. */
  async check(): Promise<void> {
    expect(this.books.twice).toEqual([]);
    await this.#living(whole, async (sale) => {
      if (!sale.loaded) return;
      const { recipients, batches: counts } = await sale.report();
      expect([recipients.total, counts.total]).toEqual([rows.length, batches]);
      const contradictions = (await all(sale.batches())).map((batch) =>
        this.books.contradiction(batch, phoneOf(batch.index), this.#resolvedAsSent.has(phoneOf(batch.index))),
      );
      expect(contradictions.filter((contradiction) => contradiction !== undefined)).toEqual([]);
    });
  }

  /** The batches that the server never took, though nobody said that it had. */
  unreached(): string[] {
    const firsts = Array.from({ length: batches }, (_, index) => phoneOf(index));
    return firsts.filter((phone) => this.books.accepted(phone) === 0 && !this.#resolvedAsSent.has(phone));
  }

  /** Does something in a process that ends after so many calls of the disk, if it is not through by then. */
  async #living({ after, fullFrom, fullFor }: Life, work: (sale: Campaign, process: Process) => Promise<void>): Promise<void> {
    this.#process?.kill();
    let calls = 0;
    let died = () => {};
    const death = new Promise<void>((resolve) => {
      died = resolve;
    });
    const process = this.#machine.start(() => {
      if (calls >= fullFrom && calls < fullFrom + fullFor) {
        calls++;
        throw new CampaignError('ledger_unavailable', 'ENOSPC');
      }
      if (calls++ < after) return;
      process.kill();
      died();
    });
    this.#process = process;
    const life = openCampaign('sale', { ledger: process.ledger }).then((sale) => work(sale, process));
    life.catch(() => {});
    try {
      await Promise.race([life, death]);
    } catch (error) {
      if (!isExpected(error)) throw error;
    }
  }

  async #send(sale: Campaign, process: Process, { concurrency, stopAt, fates }: Step & { kind: 'send' }): Promise<void> {
    let request = 0;
    let taken = 0;
    const send = async (mailing: never) => {
      // A dead process sends nothing, and hears of nothing.
      if (!process.alive) return new Promise<never>(() => {});
      const fate = fates[request++ % fates.length] ?? 'accepted';
      await Promise.resolve();
      const receipt = await this.books.take(mailing, fate);
      return process.alive ? receipt : new Promise<never>(() => {});
    };
    for await (const _ of sale.send({ send }, { concurrency })) if (++taken === stopAt) break;
  }

  async #resolve(sale: Campaign, resend: boolean): Promise<void> {
    for await (const batch of sale.batches('unknown')) {
      await this.#resolved(sale, batch, resend);
      break;
    }
  }

  async #resolved(sale: Campaign, batch: { readonly index: number }, resend: boolean): Promise<void> {
    const phone = phoneOf(batch.index);
    // It counts from the moment when the person says so: the process may die before the answer.
    if (resend) this.books.letAgain(phone);
    else this.#resolvedAsSent.add(phone);
    try {
      await sale.resolve(batch, resend ? 'resend' : 'sent');
    } catch (error) {
      // Where its state was lost after its recipients were deleted, it cannot be sent again.
      const gone = error instanceof CampaignError && error.code === 'ledger_damaged';
      if (!gone || !(this.books.accepted(phone) > 0 || this.#resolvedAsSent.has(phone))) throw error;
    }
  }
}

function phoneOf(index: number): string {
  return rows[index * 2] as string;
}

/** What a campaign may end with: nothing is loaded yet, the disk is full, or the server told it to end. */
function isExpected(error: unknown): boolean {
  if (error instanceof CampaignError) return ['not_loaded', 'ledger_unavailable'].includes(error.code);
  return error instanceof Error && ['RejectedError', 'NotSentError', 'OutcomeUnknownError'].includes(error.name);
}

async function live(steps: readonly Step[], world: World): Promise<void> {
  for (const step of steps) {
    await world.run(step);
    await world.check();
  }
}

describe('whatever happens, in whatever order', () => {
  it('no batch goes out twice, every recipient is in one state, and in the end everyone got it once', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (steps) => {
        const world = new World(new MemoryDisk());
        await live(steps, world);
        await world.finish();
        await world.check();
        expect(world.unreached()).toEqual([]);
      }),
      { numRuns: 300 },
    );
  }, 120_000);
});

describe('this test sees a batch that goes out twice', () => {
  const sending = { kind: 'send', ...whole, concurrency: 2, stopAt: 20, fates: ['accepted'] } as const;

  /** What goes out twice where the file of states is written in another way. */
  async function twice(lives: readonly Step[], change: (file: OpenFile) => Partial<OpenFile>): Promise<readonly string[]> {
    const disk = new MemoryDisk();
    const world = new World(disk, (call) => {
      const view = disk.view(call);
      const open: Disk['open'] = async (path) => {
        const file = await view.open(path);
        return file && { ...file, ...change(file) };
      };
      return { ...view, open };
    });
    for (const step of [{ kind: 'load', ...whole } as const, ...lives, sending]) await world.run(step);
    return world.books.twice;
  }

  it('where the disk lies about the marks that it has synced', async () => {
    const lives = [
      { ...sending, stopAt: 3 },
      { kind: 'power loss', kept: [false] },
    ] as const;
    expect(await twice(lives, () => ({}))).toEqual([]);
    expect(
      (
        await twice(lives, (file) => {
          let marks = false;
          const write = async (position: number, bytes: Uint8Array) => {
            marks ||= !stateIn(bytes).includes('pending');
            await file.write(position, bytes);
          };
          return { write, sync: async () => (marks ? undefined : file.sync()) };
        })
      ).length,
    ).toBeGreaterThanOrEqual(3);
  });

  it('where the mark is written after the request', async () => {
    let found = 0;
    // Killed after each number of calls of the disk.
    for (let after = 20; after < 80; after++) {
      const lives = [{ ...sending, after }];
      expect(await twice(lives, () => ({}))).toEqual([]);
      const late = await twice(lives, (file) => ({
        write: async (position, bytes) => {
          if (!stateIn(bytes).includes('sending')) await file.write(position, bytes);
        },
      }));
      found += late.length;
    }
    expect(found).toBeGreaterThan(0);
  });
});

function stateIn(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 20));
}

it('syncs the mark of a batch before its request goes out, and what became of it before its recipients are removed', async () => {
  const disk = new MemoryDisk();
  const { ledger } = new Machine((call) => disk.view(call)).start();
  const sale = await openCampaign('sale', { ledger });
  await sale.load(greeting, phones(8), { batchSize: 1 });
  disk.log.length = 0;
  const send = async (mailing: { toJSON(): { delivery_list: unknown[] } }) => {
    disk.log.push(`request ${Number(mailing.toJSON().delivery_list[0]) - 375_290_000_000}`);
    return { uuid: 'x' };
  };
  await all(sale.send({ send }, { concurrency: 3 }));
  for (let index = 0; index < 8; index++) {
    const mark = `write sale/batches.txt ${index * 256}`;
    const order = disk.log.filter((call) =>
      [mark, `request ${index}`, `remove sale/recipients/0000000${index}.json`].includes(call),
    );
    expect(order).toEqual([mark, `request ${index}`, mark, `remove sale/recipients/0000000${index}.json`]);
    const places = [0, 1, 2, 3].map((place) => (place === 2 ? disk.log.lastIndexOf(mark) : disk.log.indexOf(order[place] ?? '')));
    expect(disk.log.slice(places[0], places[1])).toContain('sync sale/batches.txt');
    expect(disk.log.slice(places[2], places[3])).toContain('sync sale/batches.txt');
  }
});

it('makes everything durable before a loaded campaign is there, the manifest last', async () => {
  const disk = new MemoryDisk();
  const { ledger } = new Machine((call) => disk.view(call)).start();
  const sale = await openCampaign('sale', { ledger });
  disk.log.length = 0;
  await sale.load(greeting, phones(1));
  const end = disk.log.slice(disk.log.indexOf('write sale/recipients/00000000.json'));
  expect(end).toEqual([
    'write sale/recipients/00000000.json',
    'write sale/batches.txt 0',
    'sync sale/batches.txt',
    'syncFolder sale/recipients',
    'write sale/campaign.json.new',
    'syncFolder sale',
    'rename sale/campaign.json.new sale/campaign.json',
    'syncFolder sale',
    'close sale/batches.txt',
    'remove sale/lock.1',
  ]);
});
