import type { SignalLike } from './send-options.js';

/** What is to be called for each signal. */
const waiting = /* @__PURE__ */ new WeakMap<SignalLike, { readonly calls: Set<() => void>; readonly onAbort: () => void }>();

/** Calls back when the caller's signal aborts. Gives what ends the listening, which never throws. */
// A signal may live as long as the program, so that a listener left on it would be kept; and it has one for all requests that are
// under way, as runtimes warn of a leak where there are many.
export function onceAborted(signal: SignalLike | undefined, aborted: () => void): () => void {
  if (signal === undefined) return () => {};
  const { calls, onAbort } = waiting.get(signal) ?? listen(signal);
  calls.add(aborted);
  return () => {
    calls.delete(aborted);
    if (calls.size > 0) return;
    waiting.delete(signal);
    try {
      signal.removeEventListener('abort', onAbort);
    } catch {
      // A signal of the caller's own making must not turn an outcome into its error.
    }
  };
}

function listen(signal: SignalLike) {
  const calls = new Set<() => void>();
  const onAbort = () => {
    for (const aborted of calls) aborted();
  };
  signal.addEventListener('abort', onAbort);
  const listening = { calls, onAbort };
  waiting.set(signal, listening);
  return listening;
}

/** Whether the caller's signal has aborted. */
export function isAborted(signal: SignalLike | undefined): boolean {
  return signal?.aborted === true;
}
