import { SendError } from './send-error.js';

/**
 * The API refused the request; nothing was sent to anyone.
 *
 * @category Sending
 */
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
