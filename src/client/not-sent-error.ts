import { SendError } from './send-error.js';

/**
 * Nothing was sent: the runtime says that no connection came about, or the request was aborted before.
 * It is safe to send again.
 *
 * @category Sending
 */
export class NotSentError extends SendError {
  /** Stable, for where `instanceof` cannot be used. */
  override readonly name = 'NotSentError';
  override readonly outcome = 'not-sent';
  /** The runtime's code, such as `ECONNREFUSED`, where it has one. */
  readonly code: string | undefined;
  /** Whether trying again may help by itself: not where a certificate is not trusted or the caller aborted. */
  readonly retryable: boolean;

  constructor(why: string, { code, retryable }: { readonly code?: string | undefined; readonly retryable: boolean }) {
    super(`nothing was sent, ${why}${code === undefined ? '' : ` (${code})`}: it is safe to send again`);
    this.code = code;
    this.retryable = retryable;
  }
}
