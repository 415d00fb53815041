import { PassingError } from './database-error.js';

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
