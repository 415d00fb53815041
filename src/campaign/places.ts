/**
 * How many batches there are between a request's beginning and the end of the caller's loop: as many as may be under
 * way at once. So a caller who is slow slows the sending down, and one who leaves knows how much more was sent.
 */
export class Places {
  #free: number;
  #closed = false;
  #waiting: (() => void)[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  /** Takes a place, if one gets free in so many milliseconds. */
  async take(patience: number): Promise<boolean> {
    const end = performance.now() + patience;
    while (this.#free === 0 && !this.#closed && performance.now() < end) await this.#freed(end - performance.now());
    if (this.#closed || this.#free === 0) return false;
    this.#free--;
    return true;
  }

  /** Waits until a place is free, however long. */
  async wait(): Promise<void> {
    while (this.#free === 0 && !this.#closed) await this.#freed();
  }

  leave(): void {
    this.#free++;
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  #freed(patience?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = patience === undefined ? undefined : setTimeout(resolve, patience);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
