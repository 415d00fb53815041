import { type Ledger, openCampaign } from 'viber-mailing/campaign';
import type { FaultyServer } from './faulty-server.ts';

export interface Audit {
  /** Batches that the server took more than once. */
  readonly twice: readonly string[];
  /** Batches of which the ledger says what cannot be, by the server's books. */
  readonly wrong: readonly string[];
  /** Unknown batches to whose request no answer came in time. */
  readonly timedOut: number;
  /** Recipients by state, as the ledger reports them. */
  readonly recipients: Readonly<Record<string, number>>;
}

/** Compares the ledger with the server's books, to the last recipient. */
export async function audit(ledger: Ledger, server: FaultyServer, batches: number, batchSize: number): Promise<Audit> {
  const sale = await openCampaign('sale', { ledger });
  const wrong: string[] = [];
  let count = 0;
  let timedOut = 0;
  for await (const { index, size, state, reason = '' } of sale.batches()) {
    const taken = server.accepted.get(firstPhone(index, batchSize)) ?? 0;
    const possible = state === 'accepted' ? taken === 1 : state === 'unknown' ? taken <= 1 : state !== 'sending' && taken === 0;
    if (!possible || size !== batchSize || index !== count) wrong.push(`${index}: ${state}, taken ${taken} times`);
    count++;
    if (state === 'unknown' && /the timeout of \d+ ms was over/.test(reason)) timedOut++;
  }
  if (count !== batches) wrong.push(`${count} batches of ${batches}`);
  const { recipients } = await sale.report();
  const { total, pending, sending, accepted, rejected, unknown, abandoned } = recipients;
  if (total !== batches * batchSize || total !== pending + sending + accepted + rejected + unknown + abandoned)
    wrong.push(`${total} recipients`);
  return {
    twice: [...server.accepted].filter(([, times]) => times > 1).map(([phone]) => phone),
    wrong,
    timedOut,
    recipients: { ...recipients },
  };
}

export function firstPhone(index: number, batchSize: number): string {
  return String(375_290_000_000 + index * batchSize);
}
