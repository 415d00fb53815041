import type { Ledger, Sending, Worker } from '../ledger.js';

interface Shared {
  readonly sending: Promise<Sending>;
  /** Kept once it is closed. */
  readonly closed: Promise<void>;
  readonly close: () => Promise<void>;
  users: number;
}

/**
 * One send for all jobs of a campaign that are under way in this process, and none while there is no job: a ledger may
 * let one process at a time send, and in between a person may resolve.
 */
export class SharedSendings {
  readonly #ledger: Ledger;
  readonly #worker: Worker;
  readonly #open = new Map<string, Shared>();
  readonly #closing = new Map<string, Promise<void>>();

  constructor(ledger: Ledger, worker: Worker) {
    this.#ledger = ledger;
    this.#worker = worker;
  }

  /** Does some work with the send of a campaign. Where it throws, the next work begins a new send. */
  async use<Result>(name: string, work: (sending: Sending) => Promise<Result>): Promise<Result> {
    const shared = this.#open.get(name) ?? this.#begin(name);
    shared.users++;
    try {
      return await work(await shared.sending);
    } catch (error) {
      this.#retire(name, shared);
      throw error;
    } finally {
      if (--shared.users === 0) {
        this.#retire(name, shared);
        await shared.close();
        if (this.#closing.get(name) === shared.closed) this.#closing.delete(name);
      }
    }
  }

  #begin(name: string): Shared {
    const before = this.#closing.get(name) ?? Promise.resolve();
    const sending = before.then(() => this.#ledger.send(name, this.#worker));
    let closed = () => {};
    const shared: Shared = {
      sending,
      closed: new Promise((resolve) => {
        closed = resolve;
      }),
      close: async () => {
        try {
          await (await sending.catch(() => undefined))?.close();
        } finally {
          closed();
        }
      },
      users: 0,
    };
    this.#open.set(name, shared);
    return shared;
  }

  #retire(name: string, shared: Shared): void {
    if (this.#open.get(name) !== shared) return;
    this.#open.delete(name);
    this.#closing.set(name, shared.closed);
  }
}
