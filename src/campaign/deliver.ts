import { match, P } from 'ts-pattern';
import { type NotSentError, OutcomeUnknownError, type RejectedError, type SendError } from '../client/errors.js';
import { InvalidInputError } from '../wire/errors.js';
import { BatchMailing, batchHead, type KnownClient } from './batch-client.js';
import { CampaignError, type UnsettledBatch } from './errors.js';
import type { Claim, Loaded, Settlement } from './ledger.js';

/** Posts a claimed batch, once. It never throws: whatever the client does is an outcome. */
export async function deliver(
  { client, own }: KnownClient,
  loaded: Loaded,
  { index, list, size }: Claim,
  callbackUrl?: string,
): Promise<BatchOutcome> {
  const mailing = new BatchMailing(batchHead(loaded, index), list, size);
  try {
    return outcomeOfReceipt(await (own?.send(mailing, { callbackUrl }) ?? client.send(mailing as never)));
  } catch (failure) {
    return outcomeOfFailure(failure, own !== undefined);
  }
}

/** What the ledger is told of an outcome. */
export function settlementOf(outcome: BatchOutcome | { readonly kind: 'retry' }): Settlement {
  switch (outcome.kind) {
    case 'accepted':
      return { state: 'accepted', uuid: outcome.uuid };
    case 'retry':
      return { state: 'pending', tried: 'error' in outcome };
    default:
      return { state: outcome.kind, reason: outcome.reason };
  }
}

/** What became of one request. */
export type BatchOutcome =
  | { readonly kind: 'accepted'; readonly uuid: string }
  | { readonly kind: 'rejected'; readonly reason: string; readonly error: RejectedError }
  | { readonly kind: 'unknown'; readonly reason: string; readonly error: SendError }
  /** Certainly not sent, or asked to come later: it may go out again. */
  | { readonly kind: 'retry'; readonly error: NotSentError | RejectedError | InvalidInputError };

/** What a client's answer says. Whatever is not a receipt may have been sent. */
export function outcomeOfReceipt(receipt: unknown): BatchOutcome {
  try {
    const { uuid } = receipt as { uuid?: unknown };
    if (typeof uuid === 'string' && uuid !== '') return { kind: 'accepted', uuid };
  } catch {
    // Nothing that can be looked at.
  }
  return unknown(new OutcomeUnknownError('the client gave no receipt'));
}

/**
 * What a client's failure says. Whatever is not one of the three errors may have been sent, except what a client of
 * our own refuses before it sends.
 */
export function outcomeOfFailure(failure: unknown, ownClient: boolean): BatchOutcome {
  if (ownClient && failure instanceof InvalidInputError) return { kind: 'retry', error: failure };
  try {
    return match(failure)
      .returnType<BatchOutcome>()
      .with({ name: 'NotSentError', outcome: 'not-sent' }, (error) => ({ kind: 'retry', error: error as unknown as NotSentError }))
      .with({ name: 'RejectedError', outcome: 'rejected', status: 429 }, (error) => ({
        kind: 'retry',
        error: error as unknown as RejectedError,
      }))
      .with({ name: 'RejectedError', outcome: 'rejected', reason: P.string, message: P.string }, (error) => ({
        kind: 'rejected',
        reason: error.reason === '' ? error.message : error.reason,
        error: error as unknown as RejectedError,
      }))
      .with({ name: 'OutcomeUnknownError', outcome: 'unknown', message: P.string }, (error) =>
        unknown(error as unknown as OutcomeUnknownError),
      )
      .otherwise((other) => unknown(new OutcomeUnknownError(`the client failed${kindOf(other)}`)));
  } catch {
    // An error that throws when it is looked at.
    return unknown(new OutcomeUnknownError('the client failed'));
  }
}

function unknown(error: SendError): BatchOutcome {
  return { kind: 'unknown', reason: error.message, error };
}

/** The kind of an error. Its message stays out: it may hold the request. */
function kindOf(failure: unknown): string {
  const name = failure instanceof Error ? failure.name : undefined;
  return name !== undefined && /^[A-Za-z]{1,40}$/.test(name) ? ` with a ${name}` : '';
}

/** Whether a ledger refused a settlement for a reason of its own, which is more than that it could not write. */
export function saysWhy(error: unknown): boolean {
  return error instanceof CampaignError && (error.code === 'claim_lost' || error.code === 'server_changed');
}

/** Answers that could not be written down, so that they are known to this error alone. */
export function notSettled(unsettled: readonly UnsettledBatch[]): CampaignError {
  const words = unsettled.map(({ index, state, uuid }) => `batch ${index} ${state}${uuid === undefined ? '' : ` as ${uuid}`}`);
  return new CampaignError('not_settled', words.join(', '), unsettled);
}
