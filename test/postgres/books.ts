import { mailing } from 'viber-mailing';
import { type Campaign, type Claim, type Ledger, type OpenedCampaign, openCampaign, type Sending } from 'viber-mailing/campaign';
import { greeting, phones } from '../campaign/campaigns.ts';

/** A campaign of so many batches with a recipient each, loaded into a ledger. */
export async function loadedInto(ledger: Ledger, batches: number, name = 'sale'): Promise<Campaign<typeof greeting>> {
  const sale = await openCampaign(name, { ledger, message: greeting });
  await sale.load(phones(batches), { batchSize: 1 });
  return sale;
}

export const other = mailing('Other').from('444').bulk().text('Another text');

/** Begins to send for a client whose requests take a second at most. */
export function begin(ledger: Ledger, timeout = 1000): Promise<Sending> {
  return ledger.send('sale', { timeout });
}

export async function claimed(sending: Sending, index?: number): Promise<Claim> {
  const claim = await sending.claim(index);
  if (claim === undefined) throw new Error('nothing was there to claim');
  return claim;
}

export async function statesOf(sale: OpenedCampaign): Promise<string[]> {
  const states: string[] = [];
  for await (const { state } of sale.batches()) states.push(state);
  return states;
}
