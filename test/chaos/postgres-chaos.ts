import { Pool } from 'pg';
import { openCampaign } from 'viber-mailing/campaign';
import { postgresLedger } from 'viber-mailing/postgres';
import { PgBouncer, type PoolerOptions, type Program } from '../postgres/pgbouncer.ts';
import { startPostgres } from '../postgres/server.ts';
import { type Audit, audit, firstPhone } from './audit.ts';
import { FaultyServer } from './faulty-server.ts';
import type { PostgresTask } from './postgres-task.ts';
import { seeded } from './random.ts';
import { exits } from './task.ts';
import type { Ended, Worker, Workers } from './workers.ts';

export interface PostgresChaosOptions {
  readonly seed: number;
  readonly batches: number;
  readonly batchSize: number;
  /** How many workers there are at a time. */
  readonly workers: number;
  /** How often one of them is killed, and how often one stands still for longer than its lease. */
  readonly kills: number;
  readonly stops: number;
  /** How often the database crashes, or the pooler, where there is one. */
  readonly crashes: number;
  /** PgBouncer between the workers and the database. */
  readonly pooler?: PoolerOptions & { readonly program: Program };
  /** Whether a batch whose lease is over is handed out again, as queues do: to show that the checks see what that does. */
  readonly backToPending?: boolean;
}

export interface PostgresChaosResult extends Audit {
  readonly killed: number;
  readonly stopped: number;
  readonly crashed: number;
  readonly starts: number;
  readonly requests: number;
  /** How many batches may be unknown, by what was under way at each kill and stop, what the server left without an answer, and what took too long. */
  readonly explained: number;
  /** How many recipients the server took, each time counted. */
  readonly taken: number;
  /** The books at the end, once a person had looked into the account about each unknown batch. */
  readonly settled: Audit | undefined;
}

const timeout = 500;
const lease = 1500;

/** Lets workers share a campaign on PostgreSQL, does all that can happen to them, and compares the books at the end. */
export async function postgresChaos(workers: Workers, options: PostgresChaosOptions): Promise<PostgresChaosResult> {
  const random = seeded(options.seed);
  const database = await startPostgres({ synchronous_commit: 'off' });
  const fates = seeded(options.seed + 1);
  let goodDay = false;
  const server = new FaultyServer(() => (goodDay ? 0 : fates()));
  const pool = new Pool({ ...database.connection, max: 2 });
  const ledger = postgresLedger({ pool });
  const baseUrl = await server.listen();
  const { batches, batchSize } = options;
  const rate = Math.ceil((batches / (options.kills + options.stops + options.crashes)) * 1.5);
  const { pooler: through } = options;
  const pooler = through && (await PgBouncer.begin(through.program, database.connection, through));
  const { connection } = pooler ?? database;
  const task: PostgresTask = { connection, baseUrl, batches, batchSize, concurrency: 4, rate, timeout, lease };
  const crew = new Crew(workers, task, [exits.stopped, exits.unavailable, ...(options.backToPending ? [exits.claimLost] : [])]);
  const sweeping = options.backToPending ? setInterval(() => sweep(pool), 50) : undefined;
  let crashed = 0;
  try {
    for (let place = 0; place < options.workers; place++) crew.start();
    const events = shuffled(random, [
      ...new Array(options.kills).fill('kill'),
      ...new Array(options.stops).fill('stop'),
      ...new Array(options.crashes).fill('crash'),
    ] as const);
    let next = 0;
    server.onRequest = async ({ token }) => {
      // Spread over the first nine tenths of the batches.
      if (server.requests < ((next + 1) * batches * 0.9) / events.length) return;
      const event = events[next++];
      // The one whose request this is, so that it has at least one under way.
      const pid = Number(token.slice('worker-'.length));
      if (event === 'kill') setTimeout(() => crew.kill(pid), options.backToPending ? 0 : random() * 12);
      if (event === 'stop') crew.stop(pid, lease + 300);
      if (event !== 'crash') return;
      crashed++;
      if (pooler !== undefined) {
        await pooler.kill();
        await pooler.start();
        return;
      }
      await database.crash();
      await database.start();
    };
    await crew.through();
    clearInterval(sweeping);
    await new Promise((resolve) => setTimeout(resolve, lease));
    const found = await audit(ledger, server, batches, batchSize);
    const explained = (crew.killed + crew.stopped) * task.concurrency + server.unanswered + found.timedOut;
    const settled = options.backToPending ? undefined : await settle();
    const { killed, stopped, starts } = crew;
    const { requests, recipients: taken } = server;
    return { ...found, killed, stopped, crashed, starts, requests, explained, taken, settled };
  } finally {
    clearInterval(sweeping);
    crew.clear();
    server.close();
    await pool.end();
    await pooler?.close();
    await database.close();
  }

  /** A person looks into the account, and says of each unknown batch what became of it; the rest is sent on a better day. */
  async function settle(): Promise<Audit> {
    const sale = await openCampaign('sale', { ledger });
    for await (const batch of sale.batches('unknown'))
      await sale.resolve(batch, server.accepted.has(firstPhone(batch.index, batchSize)) ? 'sent' : 'resend');
    goodDay = true;
    crew.start(1000);
    await crew.through();
    return audit(ledger, server, batches, batchSize);
  }
}

/** Workers of which some always run, until there is nothing left to send. */
class Crew {
  killed = 0;
  stopped = 0;
  starts = 0;
  readonly #workers: Workers;
  readonly #task: PostgresTask;
  readonly #running = new Map<number, Worker>();
  /** How a worker may end before all is sent: another one goes on. */
  readonly #goOn: readonly (number | null)[];
  #failure: string | undefined;

  constructor(workers: Workers, task: PostgresTask, goOn: readonly number[]) {
    this.#workers = workers;
    this.#task = task;
    this.#goOn = goOn;
  }

  start(rate = this.#task.rate): void {
    this.starts++;
    const worker = this.#workers.start({ ...this.#task, rate });
    this.#running.set(worker.pid, worker);
    worker.ended.then((ended) => this.#ended(worker, ended));
  }

  kill(pid: number): void {
    if (this.#running.get(pid)?.kill('SIGKILL')) this.killed++;
  }

  /** Lets one stand still for so many milliseconds. */
  stop(pid: number, time: number): void {
    if (!this.#running.get(pid)?.kill('SIGSTOP')) return;
    this.stopped++;
    setTimeout(() => this.#running.get(pid)?.kill('SIGCONT'), time);
  }

  /** Waits until all have ended as nothing was left. */
  async through(): Promise<void> {
    while (this.#running.size > 0) await Promise.race([...this.#running.values()].map(({ ended }) => ended));
    if (this.#failure !== undefined) throw new Error(this.#failure);
  }

  clear(): void {
    for (const worker of this.#running.values()) worker.kill('SIGKILL');
  }

  #ended(worker: Worker, { code, signal, said }: Ended): void {
    this.#running.delete(worker.pid);
    if (code === exits.through) return;
    if (signal === 'SIGKILL' || this.#goOn.includes(code)) this.start();
    else this.#failure ??= `a worker ended with ${code}: ${said}`;
  }
}

async function sweep(pool: Pool): Promise<void> {
  try {
    await pool.query(`
      update viber_mailing.batches set state = 'pending', claim = null, lease = null, sent_at = null, reason = null
      where state = 'sending' and lease < clock_timestamp() or state = 'unknown' and reason like 'the worker did not write down%'`);
  } catch {
    // The tables are not there yet, or the database is away.
  }
}

function shuffled<Item>(random: () => number, items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item);
}
