import { match, P } from 'ts-pattern';

/**
 * What an answer of the API says.
 *
 * @category Sending
 */
export type Answer =
  | { readonly outcome: 'accepted'; readonly uuid: string }
  | { readonly outcome: 'rejected'; readonly reason: string }
  | { readonly outcome: 'unknown' };

const said = /* @__PURE__ */ P.string.minLength(1);

/** What an answer means, given its status and its body, parsed where it is JSON. */
export function meaningOf(status: number, body: unknown): Answer {
  return match<{ status: number; body: unknown }, Answer>({ status, body })
    .with({ status: 200, body: { uuid: said, success: 'OK', error: P.optional(undefined) } }, ({ body: { uuid } }) => ({
      outcome: 'accepted',
      uuid,
    }))
    .with({ status: 200, body: { error: P.nonNullable, uuid: P.optional(P.nullish) } }, ({ body: { error } }) => ({
      outcome: 'rejected',
      reason: worded(error),
    }))
    .with({ status: P.number.between(400, 499), body: { error: P.nonNullable } }, ({ body: { error } }) => ({
      outcome: 'rejected',
      reason: worded(error),
    }))
    .with({ status: P.number.between(400, 499) }, () => ({ outcome: 'rejected', reason: worded(body) }))
    .otherwise(() => ({ outcome: 'unknown' }));
}

/**
 * Reads the documented answer from elsewhere, such as the body that the API posts to `callback_url`.
 *
 * Nothing proves who posted it: keep something secret in the callback's path.
 *
 * @param value - What `JSON.parse` gives.
 * @returns `accepted` with the `uuid`, `rejected` with the reason, or `unknown` for anything undocumented. It does not throw.
 * @example
 * ```ts
 * import { readAnswer } from 'viber-mailing';
 *
 * const answer = readAnswer(JSON.parse('{"uuid":"cc9c8043-8caf-11ef-b035-9e8f47954dec","success":"OK"}'));
 * if (answer.outcome === 'accepted') console.log(answer.uuid);
 * ```
 * @category Sending
 */
export function readAnswer(value: unknown): Answer {
  try {
    return meaningOf(200, value);
  } catch {
    // A getter or a proxy that throws.
    return { outcome: 'unknown' };
  }
}

function worded(error: unknown): string {
  if (typeof error === 'string') return error;
  return error === undefined || error === null ? '' : (JSON.stringify(error) ?? '');
}
