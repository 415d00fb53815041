import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type InvalidInputError, mailing } from 'viber-mailing';
import { fileLedger, openCampaign } from 'viber-mailing/campaign';
import { afterEach, describe, expect, it } from 'vitest';

const dir = mkdtempSync(join(tmpdir(), 'viber-mailing-refused-'));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

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
  it.each([[''], [undefined], [5], [new URL('file:///tmp')]])('is a folder that is no path: %s', async (folder) => {
    expect(await issueOf(() => fileLedger(folder as string))).toBe('dir: folder_expected');
  });

  it.each([[undefined], ['a token'], [{}], [{ send: 'now' }]])('is a client that sends nothing: %s', async (client) => {
    const sale = await openCampaign('refused', { ledger: fileLedger(dir) });
    await sale.load(mailing().from('444').bulk().text('Hello'), ['375291111111']);
    const send = async () => {
      for await (const batch of sale.send(client as never)) expect(batch).toBeUndefined();
    };
    expect(await issueOf(send)).toBe('client: client_expected');
    expect((await sale.report()).recipients.pending).toBe(1);
  });
});
