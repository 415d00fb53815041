/**
 * A request that was not accepted for certain. `outcome` says which of the three it is, since the next step differs.
 *
 * No property holds a token, a phone or a text, and there is no `cause`: what runtimes throw can hold the request.
 */
export abstract class SendError extends Error {
  /**
   * `not-sent`: send it again. `rejected`: the API said no, change something first. `unknown`: it may have been
   * accepted, look into the account before sending again.
   */
  abstract readonly outcome: 'not-sent' | 'rejected' | 'unknown';
}

/**
 * Nothing was sent: the runtime says that no connection came about, or the request was aborted before.
 * It is safe to send again.
 */
export class NotSentError extends SendError {
  /** Stable, for where `instanceof` cannot be used. */
  override readonly name = 'NotSentError';
  override readonly outcome = 'not-sent';
  /** The runtime's code, such as `ECONNREFUSED`, where it has one. */
  readonly code: string | undefined;
  /** Whether trying again may help by itself: not where a certificate is not trusted or the caller aborted. */
  readonly retryable: boolean;

  constructor(
    why: string,
    {
      code,
      retryable,
      wayOut = 'it is safe to send again',
    }: { readonly code?: string | undefined; readonly retryable: boolean; readonly wayOut?: string },
  ) {
    super(`nothing was sent, ${why}${code === undefined ? '' : ` (${code})`}: ${wayOut}`);
    this.code = code;
    this.retryable = retryable;
  }
}

/** The API refused the request; nothing was sent to anyone. */
export class RejectedError extends SendError {
  /** Stable, for where `instanceof` cannot be used. */
  override readonly name = 'RejectedError';
  override readonly outcome = 'rejected';
  /** The HTTP status: 4xx, or 200 with an `error` in the body. */
  readonly status: number;
  /** What the server said, at most 300 characters; each value of the request in it is replaced by its path. */
  readonly reason: string;
  /** How long the server asks to wait, in seconds, where it does. */
  readonly retryAfter: number | undefined;

  constructor(status: number, reason: string, retryAfter?: number) {
    super(`the API refused the request with status ${status}${reason && `, saying “${reason}”`}: ${wayOut(status)}`);
    this.status = status;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

function wayOut(status: number): string {
  if (status === 429) return 'send again later, and slower';
  if (status === 401 || status === 403) return 'check the token and what the account may do';
  if (status === 404) return 'check the base URL';
  return 'mend the request, nothing was sent to anyone';
}

/**
 * It may have been accepted: the connection was lost, the time ran out, or the answer is not the documented one.
 * The library never sends it again by itself, since a repeated request sends, and bills, every message twice.
 */
export class OutcomeUnknownError extends SendError {
  /** Stable, for where `instanceof` cannot be used. */
  override readonly name = 'OutcomeUnknownError';
  override readonly outcome = 'unknown';
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined;
  /** The runtime's code, such as `ECONNRESET`, where it has one. */
  readonly code: string | undefined;

  constructor(why: string, { status, code }: { status?: number | undefined; code?: string | undefined } = {}) {
    super(
      `the request may have been accepted, ${why}${code === undefined ? '' : ` (${code})`}: look into the account before sending again, a repeated request is billed twice`,
    );
    this.status = status;
    this.code = code;
  }
}

const firstDelay = 500;
const longestDelay = 60_000;

/** The delays of a request that must not be posted twice: only what certainly was not accepted is tried again. */
export function retryDelay(failure: SendError, attempt: number): number | undefined {
  const { outcome, retryable, status, retryAfter } = failure as Pick<NotSentError, 'retryable'> &
    Omit<RejectedError, 'outcome'> &
    SendError;
  if (outcome === 'not-sent' && retryable) return growing(attempt);
  if (outcome !== 'rejected' || status !== 429) return undefined;
  if (retryAfter === undefined) return growing(attempt);
  return retryAfter <= longestDelay / 1000 ? Math.ceil(retryAfter * 1000) : undefined;
}

// Doubled each time, and spread over its upper half so that many clients do not come back together.
function growing(attempt: number): number {
  const whole = Math.min(firstDelay * 2 ** (attempt - 1), longestDelay);
  return Math.round(whole / 2 + (Math.random() * whole) / 2);
}
