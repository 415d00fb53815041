import { afterEach, describe, expect, test, vi } from 'vitest';
import { parseRetryAfter } from '../../src/client/transport.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a Retry-After', () => {
  const now = Date.parse('2026-11-27T10:00:00Z');

  test.each([
    [' 5 ', 5],
    ['1.25', 1.25],
    ['Fri Nov 27 10:00:07 2026', 7],
    ['Fri, 27 Nov 2026 10:00:07 GMT', 7],
    ['soon, Fri, 27 Nov 2026 10:00:07 GMT', undefined],
    ['Fri, 27 Nov 2026 10:00:07 GMT+03', undefined],
  ])('of %j is %s seconds, whatever the time zone of the machine', (retryAfter, seconds) => {
    const parse = vi.spyOn(Date, 'parse');
    expect(parseRetryAfter(retryAfter, now)).toBe(seconds);
    for (const [date] of parse.mock.calls) expect(date).toMatch(/GMT$/);
  });
});
