import { match } from 'ts-pattern';
import { CampaignError } from './campaign-error.js';
import type { Resolution } from './ledger.js';
import type { BatchState } from './report.js';

/** The state of a batch after a person resolved it. Throws where it may not be resolved so. */
export function resolvedState(state: BatchState, resolution: Resolution): 'accepted' | 'pending' {
  return match({ state, resolution })
    .returnType<'accepted' | 'pending'>()
    .with({ state: 'unknown', resolution: 'sent' }, () => 'accepted')
    .with({ state: 'unknown', resolution: 'resend' }, { state: 'rejected', resolution: 'resend' }, () => 'pending')
    .otherwise(() => {
      throw new CampaignError('batch_state', `it is ${state}`);
    });
}
