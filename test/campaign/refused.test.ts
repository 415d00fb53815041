import type { InvalidInputError } from 'viber-mailing';
import { sqliteLedger } from 'viber-mailing/campaign';
import { describe, expect, it } from 'vitest';
import { loaded } from './campaigns.ts';

async function issueOf(call: () => unknown): Promise<string | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    const { issues } = error as InvalidInputError;
    return issues.map(({ code, path }) => `${path}: ${code}`).join(', ');
  }
}

describe('what a campaign is not given', () => {
  it.each([[''], [undefined], [5], [new URL('file:///tmp')], [{}]])('is a database that is none: %s', async (file) => {
    expect(await issueOf(() => sqliteLedger(file as string))).toBe('file: database_expected');
  });

  it.each([
    [{ patience: -1 }, 'patience: patience'],
    [{ patience: '60' }, 'patience: patience'],
    [{ patince: 1 }, 'patince: unknown_option'],
  ])('is an option that is none: %j', async (options, issue) => {
    expect(await issueOf(() => sqliteLedger({ exec() {}, prepare() {} } as never, options as never))).toBe(issue);
  });

  it.each([[undefined], ['a token'], [{}], [{ send: 'now' }]])('is a client that sends nothing: %s', async (client) => {
    const sale = await loaded(1);
    expect(await issueOf(() => sale.send(client as never))).toBe('client: client_expected');
    expect((await sale.report()).recipients.pending).toBe(1);
  });
});
