import type { Receipt } from '../client/client.js';
import type { SendOptions } from '../client/options.js';
import { throwIssue } from '../wire/errors.js';
import {
  type BatchInternal,
  type ClientInternal,
  internalOf,
  type MailingHeadJson,
  type SendableMailing,
} from '../wire/internal.js';
import { campaignRules } from '../wire/rules.js';
import type { MailingJson, MailingWithSenderJson } from '../wire/types.js';
import type { Loaded } from './ledger.js';

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
  /** What it tells of itself, where it is one of ours. */
  readonly own: ClientInternal | undefined;
}

export function knownClient(client: unknown): KnownClient {
  try {
    const own = internalOf(client);
    if (typeof (client as CampaignClient).send === 'function')
      return { client: client as CampaignClient, own: own?.kind === 'client' ? (own as ClientInternal) : undefined };
  } catch {
    // Nothing that can be looked at.
  }
  return throwIssue(campaignRules, 'client_expected', 'client');
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

/** A batch's mailing without its recipients: where there are several batches, each is told by its name. */
export function batchHead({ name: campaign, head, numbered, batches }: Loaded, index: number): MailingHeadJson {
  if (!numbered || batches === 1) return head;
  const { alphaname_id, name = campaign, ...rest } = head;
  const numberedName = `${name} · ${index + 1}/${batches}`;
  return (
    alphaname_id === undefined ? { name: numberedName, ...rest } : { alphaname_id, name: numberedName, ...rest }
  ) as MailingHeadJson;
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

  get '~internal'(): BatchInternal {
    return {
      kind: 'batch',
      hasSender: this.#head.alphaname_id !== undefined,
      head: () => this.#head,
      list: () => this.#list,
    };
  }

  toJSON(): MailingJson {
    return { ...this.#head, delivery_list: JSON.parse(new TextDecoder().decode(this.#list)) } as MailingJson;
  }
}
