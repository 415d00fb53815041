import { match, P } from 'ts-pattern';
import type { SendError } from './send-error.js';
import type { SignalLike } from './send-options.js';

const firstDelay = 500;
const longestDelay = 60_000;

/** How long to wait before the retry of that number, from 1, in milliseconds; `undefined` where there must be none. */
export function retryDelay(failure: SendError, attempt: number): number | undefined {
  return match(failure as SendError & { retryable?: boolean; status?: number; retryAfter?: number | undefined })
    .returnType<number | undefined>()
    .with({ outcome: 'not-sent', retryable: true }, () => growing(attempt))
    .with({ outcome: 'rejected', status: 429, retryAfter: P.optional(undefined) }, () => growing(attempt))
    .with(
      { outcome: 'rejected', status: 429, retryAfter: P.number.lte(longestDelay / 1000) },
      ({ retryAfter }) => retryAfter * 1000,
    )
    .otherwise(() => undefined);
}

// Doubled each time, and spread over its upper half so that many clients do not come back together.
function growing(attempt: number): number {
  const whole = Math.min(firstDelay * 2 ** (attempt - 1), longestDelay);
  return Math.round(whole / 2 + (Math.random() * whole) / 2);
}

/** Waits, until the signal ends it. Tells whether the time was waited out. */
export function waited(delay: number, signal: SignalLike | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve(false);
      return;
    }
    const end = (whole: boolean) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(whole);
    };
    const onAbort = () => end(false);
    const timer = setTimeout(() => end(true), delay);
    signal?.addEventListener('abort', onAbort);
  });
}

/** A `Retry-After` header in seconds: a number, or a date; `undefined` for anything else. */
export function secondsOf(retryAfter: string | null, now: number = Date.now()): number | undefined {
  if (retryAfter === null) return undefined;
  if (/^\d{1,9}$/.test(retryAfter.trim())) return Number(retryAfter);
  // A date of HTTP names its weekday; other things that `Date.parse` takes, such as a lone "-1", are no dates.
  const moment = /^[A-Za-z]{3,9},? /.test(retryAfter) ? Date.parse(retryAfter) : Number.NaN;
  return Number.isNaN(moment) ? undefined : Math.max(0, Math.ceil((moment - now) / 1000));
}
