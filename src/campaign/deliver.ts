import { type SendOptions, tuning } from '../client/send-options.js';
import type { MailingHeadJson } from '../wire/sendable.js';
import { BatchMailing } from './batch-mailing.js';
import type { KnownClient } from './campaign-client.js';
import type { Claim, Settlement } from './ledger.js';
import { type Verdict, verdictOfFailure, verdictOfReceipt } from './verdict.js';

/** Posts a claimed batch, once. It never throws: whatever the client does is a verdict. */
export async function deliver(
  { client, policy }: KnownClient,
  head: MailingHeadJson,
  { list, size }: Claim,
  keepConnection: boolean,
): Promise<Verdict> {
  const options = { [tuning]: { keepConnection, retry: 0 } } as SendOptions;
  try {
    return verdictOfReceipt(await client.send(new BatchMailing(head, list, size) as never, options));
  } catch (failure) {
    return verdictOfFailure(failure, policy !== undefined);
  }
}

/** What the ledger is told of a verdict. */
export function settlementOf(verdict: Verdict | { readonly kind: 'again' }): Settlement {
  switch (verdict.kind) {
    case 'accepted':
      return { state: 'accepted', uuid: verdict.uuid };
    case 'again':
      return { state: 'pending' };
    default:
      return { state: verdict.kind, reason: verdict.reason };
  }
}
