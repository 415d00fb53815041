import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('the minutes in which a job of BullMQ is retried are the sum of its waits', () => {
  const source = read('src/campaign/bullmq/index.ts');
  const [attempts = 0, delay = 0, jitter = 0] =
    /attempts: (\d+), .*delay: (\d+), jitter: ([\d.]+)/.exec(source)?.slice(1).map(Number) ?? [];
  // One wait less than attempts, each twice as long as the one before; the jitter takes a part of it away.
  const longest = Array.from({ length: attempts - 1 }, (_, index) => delay * 2 ** index).reduce((sum, wait) => sum + wait) / 60_000;
  const minutes = [longest * (1 - jitter), longest].map(Math.round);
  expect(source).toContain(`${minutes.join(' to ')} minutes`);
  expect(read('docs/guides/scale.md')).toContain(`${attempts} attempts in ${minutes.join(' to ')} minutes`);
  expect(read('docs/ru/scale.md')).toContain(`${attempts} попыток за ${minutes.join('–')} минуты`);
});
