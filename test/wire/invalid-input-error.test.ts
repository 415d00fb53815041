import { InvalidInputError, mailing } from 'viber-mailing';
import { expect, it } from 'vitest';
import { mailingRules } from '../../src/wire/rules.js';
import { thrown } from './thrown.js';

const refused = (faulty: number) =>
  thrown(() =>
    mailing()
      .bulk()
      .text('T')
      .to(Array.from({ length: faulty }, () => 'none' as string)),
  );

it('is an Error with a name of its own', () => {
  const error = refused(1);
  expect(error).toBeInstanceOf(Error);
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.name).toBe('InvalidInputError');
  expect(String(error)).toBe(`InvalidInputError: delivery_list[0]: ${mailingRules.phone_format} (phone_format)`);
});

it('tells each fault by its place, its rule and its code, five of them in the message', () => {
  const line = (index: number) => `delivery_list[${index}]: ${mailingRules.phone_format} (phone_format)`;
  expect(refused(2).message).toBe([0, 1].map(line).join('\n'));
  expect(refused(5).message).toBe([0, 1, 2, 3, 4].map(line).join('\n'));
  expect(refused(6).message).toBe([...[0, 1, 2, 3, 4].map(line), 'and 1 more'].join('\n'));
  expect(refused(1234).message).toBe([...[0, 1, 2, 3, 4].map(line), 'and 1229 more'].join('\n'));
});

it('holds the first hundred faults, and the number of all', () => {
  for (const [faulty, held] of [
    [1, 1],
    [99, 99],
    [100, 100],
    [101, 100],
    [5000, 100],
  ] as const) {
    const error = refused(faulty);
    expect([error.issues.length, error.total]).toEqual([held, faulty]);
  }
});

it('can be told by its name and read where it crossed a process', () => {
  const error = refused(2);
  const { name, message, issues, total } = JSON.parse(JSON.stringify({ ...error, message: error.message }));
  expect({ name, message, issues, total }).toEqual({
    name: 'InvalidInputError',
    message: error.message,
    issues: error.issues,
    total: 2,
  });
});

it('names the step that got the fault in its stack', () => {
  expect(refused(1).stack).toContain('invalid-input-error.test.ts');
});
