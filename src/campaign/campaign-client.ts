import type { Receipt } from '../client/client.js';
import type { ClientPolicy } from '../client/client-options.js';
import type { SendOptions } from '../client/send-options.js';
import { refuse } from '../wire/invalid-input-error.js';
import { campaignRules } from '../wire/rules.js';
import type { CampaignMailing } from './batch-mailing.js';

/**
 * What a campaign sends through: a client, or anything with its `send`.
 *
 * What another `send` throws is taken for `unknown`, unless it is one of the client's own errors.
 *
 * @category Campaigns
 */
export interface CampaignClient {
  /** Sends one request. */
  send(mailing: CampaignMailing, options?: SendOptions): Promise<Receipt>;
}

/** What is known of a client. */
export interface KnownClient {
  readonly client: CampaignClient;
  /** Its settings, where it is one of ours. */
  readonly policy: ClientPolicy | undefined;
}

export function knownClient(client: unknown): KnownClient {
  try {
    const { send, '~policy': policy } = client as CampaignClient & { '~policy'?: () => ClientPolicy };
    if (typeof send === 'function') return { client: client as CampaignClient, policy: policyOf(policy?.bind(client)) };
  } catch {
    // Nothing that can be looked at.
  }
  return refuse(campaignRules, 'client_expected', 'client');
}

function policyOf(policy: (() => ClientPolicy) | undefined): ClientPolicy | undefined {
  try {
    return policy?.();
  } catch {
    // An object that only inherits from a client of ours.
    return undefined;
  }
}
