import type { MailingJson, MailingWithSenderJson } from '../wire/json.js';
import type { MailingHeadJson, SendableMailing, WrittenMailing } from '../wire/sendable.js';

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
