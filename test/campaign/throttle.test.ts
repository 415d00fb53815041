import { expect, it } from 'vitest';
import { Semaphore } from '../../src/campaign/throttle.js';

it('gives a permit that gets free to one of those who wait, while the others wait on', async () => {
  const permits = new Semaphore(1);
  expect(await permits.acquire(0)).toBe(true);
  const waiting = [permits.acquire(600_000), permits.acquire(600_000)];
  permits.release();
  expect(await waiting[0]).toBe(true);
  permits.release();
  expect(await waiting[1]).toBe(true);
});

it('gives up where no permit gets free in time, and once it is closed', async () => {
  const permits = new Semaphore(1);
  expect(await permits.acquire(0)).toBe(true);
  expect(await permits.acquire(0)).toBe(false);
  const waiting = permits.acquire(600_000);
  permits.close();
  expect(await waiting).toBe(false);
});
