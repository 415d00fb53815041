import type { SignalLike } from './options.js';

/** The end of an exchange: its timeout, or the caller's signal. A fetch may ignore its signal, so it is raced, too. */
export class Deadline {
  /** Why it was stopped, once it was. */
  reason: string | undefined;
  /** Whether that was the caller. */
  aborted = false;
  readonly #controller = new AbortController();
  readonly #stopped: Promise<never>;
  readonly #timer: ReturnType<typeof setTimeout>;
  #reject: (error: unknown) => void = () => {};
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
    this.#unlisten = onAbort(signal, () => {
      this.aborted = this.reason === undefined;
      this.#stop('the caller aborted it');
    });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  race<T>(work: Promise<T>): Promise<T> {
    work.catch(() => {});
    return Promise.race([work, this.#stopped]);
  }

  /** Ends what is raced with an error that is not its own. */
  fail(error: unknown): void {
    this.#reject(error);
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

/** Waits for a time or for what is given, until the signal ends it. Tells whether it was waited out. */
export async function delay(time: number | PromiseLike<unknown>, signal: SignalLike | undefined): Promise<boolean> {
  if (signal?.aborted) return false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unlisten = () => {};
  try {
    const aborted = new Promise<false>((resolve) => {
      unlisten = onAbort(signal, () => resolve(false));
    });
    const over = typeof time === 'number' ? new Promise((resolve) => (timer = setTimeout(resolve, time))) : time;
    return await Promise.race([aborted, over.then(() => true)]);
  } finally {
    clearTimeout(timer);
    unlisten();
  }
}

/** What is to be called for each signal. */
const waiting = /* @__PURE__ */ new WeakMap<SignalLike, { readonly calls: Set<() => void>; readonly listener: () => void }>();

/** Calls back when the caller's signal aborts. Gives what ends the listening, which never throws. */
// A signal may live as long as the program, so that a listener left on it would be kept; and it has one for all requests that are
// under way, as runtimes warn of a leak where there are many.
function onAbort(signal: SignalLike | undefined, aborted: () => void): () => void {
  if (signal === undefined) return () => {};
  const { calls, listener } = waiting.get(signal) ?? listen(signal);
  calls.add(aborted);
  return () => {
    calls.delete(aborted);
    if (calls.size > 0) return;
    waiting.delete(signal);
    try {
      signal.removeEventListener('abort', listener);
    } catch {
      // A signal of the caller's own making must not turn an outcome into its error.
    }
  };
}

function listen(signal: SignalLike) {
  const calls = new Set<() => void>();
  const listener = () => {
    for (const aborted of calls) aborted();
  };
  signal.addEventListener('abort', listener);
  waiting.set(signal, { calls, listener });
  return { calls, listener };
}
