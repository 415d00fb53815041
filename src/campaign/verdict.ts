import { match, P } from 'ts-pattern';
import type { NotSentError } from '../client/not-sent-error.js';
import { OutcomeUnknownError } from '../client/outcome-unknown-error.js';
import type { RejectedError } from '../client/rejected-error.js';
import type { SendError } from '../client/send-error.js';
import { InvalidInputError } from '../wire/invalid-input-error.js';

/** What became of one request. */
export type Verdict =
  | { readonly kind: 'accepted'; readonly uuid: string }
  | { readonly kind: 'rejected'; readonly reason: string; readonly error: RejectedError }
  | { readonly kind: 'unknown'; readonly reason: string; readonly error: SendError }
  /** Certainly not sent, or asked to come later: it may go out again. */
  | { readonly kind: 'again'; readonly error: NotSentError | RejectedError | InvalidInputError };

/** What a client's answer says. Whatever is not a receipt may have been sent. */
export function verdictOfReceipt(receipt: unknown): Verdict {
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
export function verdictOfFailure(failure: unknown, ownClient: boolean): Verdict {
  if (ownClient && failure instanceof InvalidInputError) return { kind: 'again', error: failure };
  try {
    return match(failure)
      .returnType<Verdict>()
      .with({ name: 'NotSentError', outcome: 'not-sent' }, (error) => ({ kind: 'again', error: error as unknown as NotSentError }))
      .with({ name: 'RejectedError', outcome: 'rejected', status: 429 }, (error) => ({
        kind: 'again',
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

function unknown(error: SendError): Verdict {
  return { kind: 'unknown', reason: error.message, error };
}

/** The kind of an error. Its message stays out: it may hold the request. */
function kindOf(failure: unknown): string {
  const name = failure instanceof Error ? failure.name : undefined;
  return name !== undefined && /^[A-Za-z]{1,40}$/.test(name) ? ` with a ${name}` : '';
}
