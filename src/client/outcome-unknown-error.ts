import { SendError } from './send-error.js';

/**
 * It may have been accepted: the connection was lost, the time ran out, or the answer is not the documented one.
 * The library never sends it again by itself, since a repeated request sends, and bills, every message twice.
 *
 * @category Sending
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
