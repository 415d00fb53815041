import type { NotSentError, OutcomeUnknownError, Receipt, RejectedError } from 'viber-mailing';

type Failure = NotSentError | RejectedError | OutcomeUnknownError;

/** How a send ended: the receipt or the error, and the outcome. */
export type Ending =
  | { readonly outcome: 'accepted'; readonly receipt: Receipt; readonly error?: undefined }
  | { readonly outcome: Failure['outcome']; readonly error: Failure };

export async function outcomeOf(sending: Promise<Receipt>): Promise<Ending> {
  try {
    return { outcome: 'accepted', receipt: await sending };
  } catch (error) {
    return { outcome: (error as Failure).outcome, error: error as Failure };
  }
}
