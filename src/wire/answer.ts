import { match, P } from 'ts-pattern';

/** What an answer of the API says. */
export type Answer =
  | {
      /** It took the request. */
      readonly outcome: 'accepted';
      /** Its id of the request. */
      readonly uuid: string;
    }
  | {
      /** It refused the request. */
      readonly outcome: 'rejected';
      /** What it said. */
      readonly reason: string;
    }
  | {
      /** It said nothing that is documented. */
      readonly outcome: 'unknown';
    };

/** What an answer means, given its status and its body, parsed where it is JSON. */
export function meaningOf(status: number, body: unknown): Answer {
  const { uuid, success, error } = Object(body) as Readonly<Record<string, unknown>>;
  return match<{ status: number; uuid: unknown; success: unknown; error: unknown }, Answer>({ status, uuid, success, error })
    .with({ status: 200, uuid: P.string.regex(/\S/), success: 'OK', error: P.when(saysNothing) }, ({ uuid }) => ({
      outcome: 'accepted',
      uuid,
    }))
    .with({ status: 200, uuid: P.nullish, error: P.not(P.when(saysNothing)) }, () => ({
      outcome: 'rejected',
      reason: reasonOf(error, body),
    }))
    .with({ status: P.number.between(400, 499) }, () => ({
      outcome: 'rejected',
      reason: reasonOf(error, body),
    }))
    .otherwise(() => ({ outcome: 'unknown' }));
}

/**
 * Reads the documented answer from elsewhere, such as the body that the API posts to `callback_url`.
 *
 * Nothing proves who posted it: keep something secret in the callback's path.
 *
 * @param value - What `JSON.parse` gives.
 * @returns `accepted` with the `uuid`, `rejected` with the reason as the server worded it, phones and texts included, or
 * `unknown` for anything undocumented. It does not throw.
 * @example
 * ```ts
 * import { readAnswer } from 'viber-mailing';
 *
 * const answer = readAnswer(JSON.parse('{"uuid":"cc9c8043-8caf-11ef-b035-9e8f47954dec","success":"OK"}'));
 * if (answer.outcome === 'accepted') console.log(answer.uuid);
 * ```
 */
export function readAnswer(value: unknown): Answer {
  try {
    return meaningOf(200, value);
  } catch {
    // A getter or a proxy that throws.
    return { outcome: 'unknown' };
  }
}

/** An absent or empty `error`, `null`, `false` and zero too, or one of nothing but such parts, says that there was none. */
function saysNothing(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object') return !error || /^[\s0]*$/.test(String(error));
  return depth < 5 && Object.values(Object(error)).every((part) => saysNothing(part, depth + 1));
}

/** The error; where it is nothing or only a code, and something is said beside it, all of the answer. */
function reasonOf(error: unknown, body: unknown): string {
  const isCode = typeof error === 'number' || error === true;
  const beside = Object.entries(Object(body)).some(([key, part]) => key !== 'error' && !saysNothing(part));
  return worded(saysNothing(error) || (isCode && beside) ? body : error);
}

function worded(error: unknown): string {
  if (typeof error === 'string') return error;
  try {
    return JSON.stringify(error ?? undefined) ?? '';
  } catch {
    // Nested too deeply, or in itself: refused all the same.
    return '';
  }
}
