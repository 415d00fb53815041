import type { SignalLike } from './send-options.js';

/** Calls back once when the caller's signal aborts. Gives what ends the listening, which never throws. */
// A signal may live as long as the program, so that each listener left on it would be kept.
export function onceAborted(signal: SignalLike | undefined, aborted: () => void): () => void {
  signal?.addEventListener('abort', aborted);
  return () => {
    try {
      signal?.removeEventListener('abort', aborted);
    } catch {
      // A signal of the caller's own making must not turn an outcome into its error.
    }
  };
}

/** Whether the caller's signal has aborted. */
export function isAborted(signal: SignalLike | undefined): boolean {
  return signal?.aborted === true;
}
