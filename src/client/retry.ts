import { match, P } from 'ts-pattern';
import type { SendError } from './errors.js';

const firstDelay = 500;
const longestDelay = 60_000;

/** Which failures of a call are tried again, and after how long. */
export interface RetryPolicy {
  /** How many retries there are at most. */
  readonly retries: number;
  /** How long to wait before the retry of that number, from 1, in milliseconds; `undefined` where there must be none. */
  delayOf(failure: SendError, attempt: number): number | undefined;
}

/** The delays of a request that must not be posted twice: only what certainly was not accepted is tried again. */
export function retryDelay(failure: SendError, attempt: number): number | undefined {
  return match(failure as SendError & { retryable?: boolean; status?: number; retryAfter?: number | undefined })
    .returnType<number | undefined>()
    .with({ outcome: 'not-sent', retryable: true }, () => growing(attempt))
    .with({ outcome: 'rejected', status: 429, retryAfter: P.optional(undefined) }, () => growing(attempt))
    .with({ outcome: 'rejected', status: 429, retryAfter: P.number.lte(longestDelay / 1000) }, ({ retryAfter }) =>
      Math.ceil(retryAfter * 1000),
    )
    .otherwise(() => undefined);
}

// Doubled each time, and spread over its upper half so that many clients do not come back together.
function growing(attempt: number): number {
  const whole = Math.min(firstDelay * 2 ** (attempt - 1), longestDelay);
  return Math.round(whole / 2 + (Math.random() * whole) / 2);
}

/** A `Retry-After` header in seconds: a number, or a date of HTTP; `undefined` for anything else. */
export function parseRetryAfter(retryAfter: string, now: number = Date.now()): number | undefined {
  const asked = retryAfter.trim();
  if (/^\d+(?:\.\d+)?$/.test(asked)) return Math.min(Number(asked), Number.MAX_SAFE_INTEGER);
  // Other things that `Date.parse` takes, such as a lone "-1", are no dates. The oldest form of HTTP has no zone, and means GMT.
  if (!/^[A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d(?: \d{4}| GMT)$/.test(asked)) return undefined;
  const moment = Date.parse(asked.endsWith('GMT') ? asked : `${asked} GMT`);
  return Number.isNaN(moment) ? undefined : Math.max(0, Math.ceil((moment - now) / 1000));
}
