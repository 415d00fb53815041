import { array, safeParse, string } from 'valibot';
import { expect, it } from 'vitest';
import { counted, totalOf } from '../../src/wire/schema.js';

it('of a list that is faulty throughout the first 100 issues are kept, and all are counted', () => {
  const list = counted(array(string(), 'a list is expected'));
  const { issues = [] } = safeParse(list, Array(1_000).fill(5));
  expect(issues).toHaveLength(100);
  expect(totalOf(issues)).toBe(1_000);
});
