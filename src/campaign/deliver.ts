import { match, P } from 'ts-pattern';
import type { Receipt } from '../client/client.js';
import { type NotSentError, OutcomeUnknownError, type RejectedError, type SendError } from '../client/errors.js';
import type { SendOptions } from '../client/options.js';
import { InvalidInputError, throwIssue } from '../wire/errors.js';
import { type ClientInternal, internalOf, looksLike, type MailingHeadJson, type SendableMailing } from '../wire/internal.js';
import { campaignRules } from '../wire/rules.js';
import type { MailingJson, MailingWithSenderJson } from '../wire/types.js';
import { CampaignError, type UnsettledBatch } from './errors.js';
import type { Claim, Loaded } from './ledger.js';

/**
 * What a campaign sends through: a client, or anything with its `send`.
 *
 * What another `send` throws is taken for `unknown`, unless it is one of the client's own errors.
 */
export interface CampaignClient {
  /** Sends one request. */
  send(mailing: CampaignMailing, options?: SendOptions): Promise<Receipt>;
}

/** A batch's mailing, as a client gets it. */
export interface CampaignMailing {
  /** How many recipients it has. */
  readonly size: number;
  /** The mailing exactly as it goes on the wire. */
  toJSON(): MailingWithSenderJson;
}

/** A client as a campaign uses it. What is not one of ours tells no policy. */
export type KnownClient = Pick<ClientInternal, 'send'> & Partial<Pick<ClientInternal, 'policy'>>;

export function knownClient(client: unknown): KnownClient {
  if (!looksLike<CampaignClient>(client, ({ send }) => typeof send === 'function'))
    return throwIssue(campaignRules, 'client_expected', 'client');
  const own = internalOf(client);
  return own?.kind === 'client' ? (own as ClientInternal) : { send: (mailing) => client.send(mailing as CampaignMailing) };
}

/** Posts a claimed batch, once. It never throws: whatever the client does is an outcome, and what gives no receipt may have been sent. */
export async function deliver(client: KnownClient, loaded: Loaded, claim: Claim, callbackUrl?: string): Promise<BatchOutcome> {
  const mailing = batchMailing(loaded, claim);
  try {
    const receipt = await client.send(mailing, { callbackUrl });
    if (looksLike<Receipt>(receipt, ({ uuid }) => typeof uuid === 'string' && uuid !== ''))
      return { state: 'accepted', uuid: receipt.uuid };
    return unknown(new OutcomeUnknownError('the client gave no receipt'));
  } catch (failure) {
    return outcomeOfFailure(failure, client.policy !== undefined);
  }
}

/** A mailing made of a head and a list that is JSON already: sending it need not read and write a thousand recipients. */
function batchMailing(loaded: Loaded, { index, list, size }: Claim): SendableMailing & { readonly size: number } {
  const head = batchHead(loaded, index);
  const internal = { kind: 'batch', hasSender: head.alphaname_id !== undefined, head: () => head, list: () => list } as const;
  return {
    size,
    // A getter, which loggers do not run.
    get '~internal'() {
      return internal;
    },
    toJSON: () => ({ ...head, delivery_list: JSON.parse(new TextDecoder().decode(list)) }) as MailingJson,
  };
}

/** A batch's mailing without its recipients: where there are several batches, each is told by its name. */
function batchHead({ name: campaign, head, numbered, batches }: Loaded, index: number): MailingHeadJson {
  if (!numbered || batches === 1) return head;
  const { alphaname_id, name: given = campaign, ...rest } = head;
  const name = `${given} · ${index + 1}/${batches}`;
  return (alphaname_id === undefined ? { name, ...rest } : { alphaname_id, name, ...rest }) as MailingHeadJson;
}

/** What became of one request: what the ledger is told, and the error that says so. */
export type BatchOutcome =
  | { readonly state: 'accepted'; readonly uuid: string; readonly error?: undefined }
  | { readonly state: 'rejected'; readonly reason: string; readonly error: RejectedError }
  | { readonly state: 'unknown'; readonly reason: string; readonly error: SendError }
  /** Certainly not sent, or asked to come later: it may go out again. */
  | { readonly state: 'pending'; readonly tried: true; readonly error: NotSentError | RejectedError | InvalidInputError };

/**
 * What a client's failure says. Whatever is not one of the three errors may have been sent, except what a client of
 * our own refuses before it sends.
 */
function outcomeOfFailure(failure: unknown, ownClient: boolean): BatchOutcome {
  const retry = (): BatchOutcome => ({ state: 'pending', tried: true, error: failure as NotSentError });
  if (ownClient && failure instanceof InvalidInputError) return retry();
  try {
    return match(failure)
      .returnType<BatchOutcome>()
      .with({ name: 'NotSentError', outcome: 'not-sent' }, retry)
      .with({ name: 'RejectedError', outcome: 'rejected', status: 429 }, retry)
      .with({ name: 'RejectedError', outcome: 'rejected', reason: P.string, message: P.string }, ({ reason, message }) => ({
        state: 'rejected',
        reason: reason === '' ? message : reason,
        error: failure as RejectedError,
      }))
      .with({ name: 'OutcomeUnknownError', outcome: 'unknown', message: P.string }, () => unknown(failure as OutcomeUnknownError))
      .otherwise((other) => unknown(new OutcomeUnknownError(`the client failed${kindOf(other)}`)));
  } catch {
    // An error that throws when it is looked at.
    return unknown(new OutcomeUnknownError('the client failed'));
  }
}

function unknown(error: SendError): BatchOutcome {
  return { state: 'unknown', reason: error.message, error };
}

/** The kind of an error. Its message stays out: it may hold the request. */
function kindOf(failure: unknown): string {
  const name = failure instanceof Error ? failure.name : undefined;
  return name !== undefined && /^[A-Za-z]{1,40}$/.test(name) ? ` with a ${name}` : '';
}

/** Answers that could not be written down, so that they are known to this error alone; a ledger may say why. */
export function notSettled(unsettled: readonly UnsettledBatch[], cause: unknown): CampaignError {
  const words = unsettled.map(({ index, state, uuid }) => `batch ${index} ${state}${uuid === undefined ? '' : ` as ${uuid}`}`);
  const why = cause instanceof CampaignError && (cause.code === 'claim_lost' || cause.code === 'server_changed');
  return new CampaignError(why ? cause.code : 'not_settled', words.join(', '), unsettled);
}
