/** A long-lived signal that tells how many listeners are on it. */
export function countingSignal() {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = new Set<unknown>();
  let added = 0;
  let most = 0;
  const { addEventListener, removeEventListener } = signal;
  Object.assign(signal, {
    addEventListener(...listened: Parameters<AbortSignal['addEventListener']>) {
      listeners.add(listened[1]);
      added++;
      most = Math.max(most, listeners.size);
      addEventListener.apply(signal, listened);
    },
    removeEventListener(...listened: Parameters<AbortSignal['removeEventListener']>) {
      if (listened[0] === 'abort') listeners.delete(listened[1]);
      removeEventListener.apply(signal, listened);
    },
  });
  return {
    signal,
    abort: () => controller.abort(),
    /** How many were ever added. */
    get added() {
      return added;
    },
    /** How many there were at once. */
    get most() {
      return most;
    },
    /** How many are left. */
    get left() {
      return listeners.size;
    },
  };
}
