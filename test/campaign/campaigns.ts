import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BulkText, mailing } from 'viber-mailing';
import { type Campaign, openCampaign, type SqliteLedger } from 'viber-mailing/campaign';
import { ledgerIn } from './processes.ts';

/** A folder for a ledger. */
export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'campaigns-'));
}

/** The ledger in a folder; each call gives that of another process. */
export function ledgerAt(dir = freshFolder(), patience?: number): SqliteLedger {
  return ledgerIn(join(dir, 'campaigns.db'), patience).ledger;
}

export const greeting: BulkText<true> = mailing('Sale').from('444').bulk().text('Hello');

/** So many phones, from 375290000000 on. */
export function phones(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(375_290_000_000 + index));
}

/** A campaign of so many batches with a recipient each, loaded. */
export async function loaded(batches: number, dir = freshFolder()): Promise<Campaign<typeof greeting>> {
  const sale = await openCampaign('sale', { ledger: ledgerAt(dir), message: greeting });
  await sale.load(phones(batches), { batchSize: 1 });
  return sale;
}

/** Everything that a source gives. */
export async function all<Item>(source: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of source) items.push(item);
  return items;
}

/** What a promise is rejected with. */
export async function failure(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
