import type { Queryable } from '../queryable.js';
import { databaseError, PassingError } from './database-error.js';
import type { PostgresClient, PostgresPool } from './pool.js';

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
