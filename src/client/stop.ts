import type { SignalLike } from './send-options.js';

/** The end of an exchange: its timeout, or the caller's signal. */
// The caller's signal may live long, so the listener is removed. A fetch may ignore its signal, so it is raced.
export class Stop {
  /** Why it was stopped, once it was. */
  reason: string | undefined;
  readonly #controller = new AbortController();
  readonly #stopped: Promise<never>;
  readonly #release: () => void;

  constructor(timeout: number, signal: SignalLike | undefined) {
    let reject: (error: Error) => void = () => {};
    this.#stopped = new Promise((_, no) => {
      reject = no;
    });
    this.#stopped.catch(() => {});
    const stop = (reason: string) => {
      this.reason ??= reason;
      reject(new Error(reason));
      this.#controller.abort();
    };
    const onAbort = () => stop('the request was aborted under way');
    const timer = setTimeout(() => stop(`no whole answer came within ${timeout} ms`), timeout);
    signal?.addEventListener('abort', onAbort);
    this.#release = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  race<T>(work: Promise<T>): Promise<T> {
    work.catch(() => {});
    return Promise.race([work, this.#stopped]);
  }

  /** Lets go of the timer and the caller's signal, and ends what is left of the connection. */
  clear(): void {
    this.#release();
    this.#controller.abort();
  }
}
