import { match, P } from 'ts-pattern';
import { InvalidInputError } from '../../wire/errors.js';
import { campaignRules } from '../../wire/rules.js';
import { CampaignError } from '../errors.js';
import type { Queryable } from '../ledger.js';
import type { PostgresClient, PostgresPool } from './ledger.js';

/** How long an answer may take, in milliseconds. */
const longest = 15_000;

const deaf = () => {};
const heard = /* @__PURE__ */ new WeakSet<PostgresPool>();

/**
 * A pool, asked so that it can neither end the process nor hold it up: connections that break are not left to Node's
 * unhandled errors, and every wait has an end.
 */
export class Database {
  readonly #pool: PostgresPool;

  constructor(pool: PostgresPool) {
    this.#pool = pool;
    if (!heard.has(pool)) pool.on('error', deaf);
    heard.add(pool);
  }

  /** Runs a statement on a connection of its own. */
  async run<Row>(text: string, values: unknown[] = []): Promise<readonly Row[]> {
    const session = await this.session();
    try {
      return await session.run<Row>(text, values);
    } finally {
      session.end();
    }
  }

  /** Takes a connection. */
  async session(): Promise<Session> {
    const connecting = this.#pool.connect();
    try {
      return new PoolSession(await within(connecting));
    } catch (error) {
      // Where it comes after all, it goes back.
      connecting.then((client) => client.release()).catch(deaf);
      throw databaseError(error);
    }
  }
}

/** A connection in use. What is asked at once is asked in turn. */
export interface Session {
  run<Row>(text: string, values?: unknown[]): Promise<readonly Row[]>;
  /** Gives it back; it is closed where something went wrong on it. */
  end(): void;
}

class PoolSession implements Session {
  readonly #client: PostgresClient;
  readonly #ask: Ask;
  #broken = false;

  constructor(client: PostgresClient) {
    this.#client = client;
    this.#ask = inTurn(client);
    client.on('error', this.#breaks);
  }

  async run<Row>(text: string, values: unknown[] = []): Promise<readonly Row[]> {
    try {
      return (await this.#ask(text, values)) as readonly Row[];
    } catch (error) {
      // What is asked next on it would be answered in its transaction, or not at all.
      this.#broken = true;
      throw error;
    }
  }

  end(): void {
    this.#client.off('error', this.#breaks);
    this.#client.release(this.#broken);
  }

  readonly #breaks = (): void => {
    this.#broken = true;
  };
}

/** The caller's own connection, within the caller's own transaction. */
export class CallerSession implements Session {
  readonly #ask: Ask;

  constructor(client: Queryable) {
    this.#ask = inTurn(client);
  }

  async run<Row>(text: string, values: unknown[] = []): Promise<readonly Row[]> {
    return (await this.#ask(text, values)) as readonly Row[];
  }

  end(): void {}
}

type Ask = (text: string, values: unknown[]) => Promise<readonly unknown[]>;

/** Asks one question after the other: `pg` wants no two of them at once. */
function inTurn(client: Queryable): Ask {
  let last: Promise<unknown> = Promise.resolve();
  return (text, values) => {
    const answer = last.then(() => ask(client, text, values));
    last = answer.catch(deaf);
    return answer;
  };
}

async function ask(client: Queryable, text: string, values: unknown[]): Promise<readonly unknown[]> {
  try {
    return (await within(client.query(text, values))).rows;
  } catch (error) {
    throw databaseError(error);
  }
}

/** Waits, but not for ever. */
async function within<Value>(work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PassingError('ledger_unavailable', `no answer in ${longest / 1000} seconds`)), longest);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}

/** A failure of the database that may pass by itself: it restarts, or is not to be reached just now. */
export class PassingError extends CampaignError {}

/** What a failure of `pg` means. Its message stays out: it may hold what was written. */
export function databaseError(error: unknown): unknown {
  if (error instanceof CampaignError) return error;
  return match(codeOf(error))
    .returnType<unknown>()
    .with(noTable, noSchema, (code) => new CampaignError('not_migrated', code))
    .with(noTransaction, () => new InvalidInputError([{ code: 'transaction', path: 'tx', message: campaignRules.transaction }]))
    .with(P.string.regex(passing), P.string.regex(ofTheSystem), (code) => new PassingError('ledger_unavailable', code))
    .with(P.string, (code) => new CampaignError('ledger_unavailable', code))
    .with(undefined, () => new PassingError('ledger_unavailable', 'the connection was lost'))
    .exhaustive();
}

const noTable = '42P01';
const noSchema = '3F000';
/** Of a savepoint where no transaction was begun. */
const noTransaction = '25P01';
/**
 * Connections lost or refused, transactions to be repeated, a server that is short of something, stops, starts, or was made
 * the standby of another.
 */
const passing = /^(?:08|40|53|57P)...?$|^25006$/;
const ofTheSystem = /^E[A-Z]{3,}/;

/** A code of PostgreSQL or of the system; `pg` has none where a connection broke. */
function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[A-Z0-9_]{3,30}$/.test(code) ? code : undefined;
}

const firstWait = 50;
const longestWait = 1000;

/** Does again what fails only for now, for so many milliseconds: the database restarts, or another takes its place. */
export async function patiently<Value>(patience: number, work: () => Promise<Value>): Promise<Value> {
  const end = performance.now() + patience;
  for (let wait = firstWait; ; wait = Math.min(wait * 2, longestWait)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PassingError) || performance.now() + wait > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
