import type { Receipt } from '../client/client.js';
import type { ClientPolicy, SendOptions } from '../client/options.js';
import { throwIssue } from '../wire/errors.js';
import type { MailingHeadJson, SendableMailing, WrittenMailing } from '../wire/internal.js';
import { campaignRules } from '../wire/rules.js';
import type { MailingJson, MailingWithSenderJson } from '../wire/types.js';

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
  return throwIssue(campaignRules, 'client_expected', 'client');
}

function policyOf(policy: (() => ClientPolicy) | undefined): ClientPolicy | undefined {
  try {
    return policy?.();
  } catch {
    // An object that only inherits from a client of ours.
    return undefined;
  }
}

/**
 * A batch's mailing, as a client gets it.
 *
 * @category Campaigns
 */
export interface CampaignMailing {
  /** How many recipients it has. */
  readonly size: number;
  /** The mailing exactly as it goes on the wire. */
  toJSON(): MailingWithSenderJson;
}

/** A mailing made of a head and a list that is JSON already: sending it need not read and write a thousand recipients. */
// Private fields, as loggers show the others.
export class BatchMailing implements SendableMailing {
  readonly #head: MailingHeadJson;
  readonly #list: Uint8Array;
  readonly size: number;

  constructor(head: MailingHeadJson, list: Uint8Array, size: number) {
    this.#head = head;
    this.#list = list;
    this.size = size;
  }

  get '~sendable'(): 'mailing' | 'mailing with sender' {
    return this.#head.alphaname_id === undefined ? 'mailing' : 'mailing with sender';
  }

  '~written'(): WrittenMailing {
    return { head: this.#head, list: this.#list };
  }

  toJSON(): MailingJson {
    return { ...this.#head, delivery_list: JSON.parse(new TextDecoder().decode(this.#list)) } as MailingJson;
  }
}
