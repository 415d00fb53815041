import { onceAborted } from './abort-listener.js';
import type { SignalLike } from './send-options.js';

/** The end of an exchange: its timeout, or the caller's signal. */
// A fetch may ignore its signal, so it is raced, too.
export class Stop {
  /** Why it was stopped, once it was. */
  reason: string | undefined;
  readonly #controller = new AbortController();
  readonly #stopped: Promise<never>;
  readonly #timer: ReturnType<typeof setTimeout>;
  #reject: (error: Error) => void = () => {};
  #unlisten: () => void = () => {};

  constructor(timeout: number) {
    this.#stopped = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.#stopped.catch(() => {});
    this.#timer = setTimeout(() => this.#stop(`the timeout of ${timeout} ms was over`), timeout);
  }

  /** Lets the caller's signal stop it. */
  obey(signal: SignalLike | undefined): void {
    this.#unlisten = onceAborted(signal, () => this.#stop('the caller aborted it'));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  race<T>(work: Promise<T>): Promise<T> {
    work.catch(() => {});
    return Promise.race([work, this.#stopped]);
  }

  /** Lets go of the timer and the caller's signal. */
  release(): void {
    clearTimeout(this.#timer);
    this.#unlisten();
  }

  /** Ends what is left of the connection. */
  abort(): void {
    this.#controller.abort();
  }

  #stop(reason: string): void {
    this.reason ??= reason;
    this.#reject(new Error(reason));
    this.abort();
  }
}
