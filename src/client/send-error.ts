/**
 * A request that was not accepted for certain. `outcome` says which of the three it is, since the next step differs.
 *
 * No property holds a token, a phone or a text, and there is no `cause`: what runtimes throw can hold the request.
 *
 * @category Sending
 */
export abstract class SendError extends Error {
  /**
   * `not-sent`: send it again. `rejected`: the API said no, change something first. `unknown`: it may have been
   * accepted, look into the account before sending again.
   */
  abstract readonly outcome: 'not-sent' | 'rejected' | 'unknown';
}
