import { NotSentError, RejectedError } from 'viber-mailing';
import type { Batch, CampaignMailing } from 'viber-mailing/campaign';

/** What may become of a request. */
export type Fate = 'accepted' | 'accepted, answer lost' | 'lost before' | 'rejected' | 'too many' | 'not sent';

interface Entry {
  /** How often the server took it. */
  accepted: number;
  /** How often it went out. */
  posts: number;
  /** Whether it may go out: not where it may have been taken, until a person says so. */
  free: boolean;
}

/** The server's side of a campaign: what it took, and whether it ever got what it should not have got. */
export class Books {
  readonly #entries = new Map<string, Entry>();
  /** Requests that went out though an earlier one may have been taken. */
  readonly twice: string[] = [];

  /** Takes a request. Gives the receipt, or throws what a client would. */
  async take(mailing: CampaignMailing, fate: Fate): Promise<{ uuid: string }> {
    const phones = mailing.toJSON().delivery_list as string[];
    const entry = this.#entry(phones[0] as string);
    if (!entry.free) this.twice.push(phones[0] as string);
    entry.posts++;
    entry.free = fate === 'rejected' || fate === 'too many' || fate === 'not sent';
    switch (fate) {
      case 'accepted':
      case 'accepted, answer lost':
        entry.accepted++;
        if (fate === 'accepted') return { uuid: `uuid of ${phones[0]}` };
        throw new Error('the connection was lost');
      case 'lost before':
        throw new Error('the connection was lost');
      case 'rejected':
        throw new RejectedError(400, `of ${entry.posts}`);
      case 'too many':
        throw new RejectedError(429, 'slow down', 0);
      case 'not sent':
        throw new NotSentError('nobody there', { retryable: false });
    }
  }

  /** A person lets a batch be sent again. */
  letAgain(phone: string): void {
    this.#entry(phone).free = true;
  }

  accepted(phone: string): number {
    return this.#entry(phone).accepted;
  }

  /** What the ledger says of a batch that cannot be true. */
  contradiction(batch: Batch, phone: string, resolvedAsSent: boolean): string | undefined {
    const { accepted, posts, free } = this.#entry(phone);
    const said = `${phone} is ${batch.state}, the server took it ${accepted} times of ${posts}`;
    switch (batch.state) {
      case 'pending':
      case 'rejected':
        return free ? undefined : said;
      case 'accepted':
        return accepted > 0 || resolvedAsSent ? undefined : said;
      case 'sending':
        return `${said}, and nobody is sending`;
      case 'unknown':
        return undefined;
    }
  }

  #entry(phone: string): Entry {
    const entry = this.#entries.get(phone) ?? { accepted: 0, posts: 0, free: true };
    this.#entries.set(phone, entry);
    return entry;
  }
}
