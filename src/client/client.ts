import { meaningOf } from '../wire/answer.js';
import { throwIssue } from '../wire/errors.js';
import { type ClientInternal, internalOf, type Mailings, type RequestInternal, type RequestLike } from '../wire/internal.js';
import type { CheckedOptions } from '../wire/options.js';
import { gatherMailings, requestBody, requestJson, requireSendable } from '../wire/request-body.js';
import { clientRules, type RequestRules, type Rule, requestRules } from '../wire/rules.js';
import type { RequestJson } from '../wire/types.js';
import { OutcomeUnknownError, RejectedError, retryDelay } from './errors.js';
import { type ClientOptions, readSendOptions, readSettings, type SendOptions, type Settings, type SignalLike } from './options.js';
import { redact } from './redact.js';
import { call, type HttpAnswer } from './transport.js';

/** What the API answers to an accepted request. */
export interface Receipt {
  /** The API's id of the request. */
  readonly uuid: string;
}

declare const defaultSender: unique symbol;

/** Sends mailings that name their sender. */
export interface Client {
  /**
   * Sends one request: a mailing, several in one, or a request made by `request(…).add(…)`, which brings its own token.
   *
   * It is sent at most once where it may have been accepted. Only what certainly was not accepted is tried again:
   * where no connection came about, and on 429.
   *
   * @returns The receipt of an accepted request.
   * @throws {@link InvalidInputError} before anything is sent. {@link NotSentError}, {@link RejectedError} or
   * {@link OutcomeUnknownError} after; each has the `outcome`.
   * @example
   * ```ts
   * import { createClient, mailing } from 'viber-mailing';
   * import { createSandbox } from 'viber-mailing/sandbox';
   *
   * const client = createClient({ token: 'my-token', fetch: createSandbox().fetch });
   * const hello = mailing().from('444').bulk().text('Hello').to(['375291111111']);
   * const { uuid } = await client.send(hello);
   * ```
   */
  send<const M>(mailings: Sendings<M, boolean>, options?: SendOptions): Promise<Receipt>;
  /** Tells the two clients apart in the types; no value has it. */
  readonly [defaultSender]?: 'has a sender' | 'has no sender: give `from` to createClient()' | undefined;
}

/**
 * A client that gives a sender to mailings that name none. It can stand where a {@link Client} is wanted.
 */
export interface ClientWithSender extends Client {
  /** Sends one request, as {@link Client.send} does; mailings that name no sender get the client's. */
  send<const M>(mailings: Sendings<M, true>, options?: SendOptions): Promise<Receipt>;
  /** Tells the two clients apart in the types; no value has it. */
  readonly [defaultSender]?: 'has a sender' | undefined;
}

/** A parameter that takes what can be sent: a request with mailings, or mailings as {@link Mailings} says. */
export type Sendings<M, Sender extends boolean> = M extends RequestLike
  ? M
  : M extends { add(mailings: never): RequestLike }
    ? Rule<RequestRules['no_mailings']>
    : Mailings<M, Sender>;

/**
 * Makes a client, which sends requests with the account's token. Nothing is sent yet.
 *
 * Not for browsers: the token would be handed to every visitor, and browsers send requests again by themselves.
 *
 * @throws {@link InvalidInputError} for every bad or unknown option at once.
 * @example
 * ```ts
 * import { createClient } from 'viber-mailing';
 *
 * const client = createClient({ token: 'my-token', from: '444', timeout: 30_000 });
 * ```
 */
export function createClient<const Options extends ClientOptions>(
  options: Options & CheckedOptions<Options, ClientOptions>,
): [Options] extends [{ readonly from: string | number }] ? ClientWithSender : Client {
  return new HttpClient(readSettings(options)) as never;
}

class HttpClient {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  // A field, so that it may be taken out of its client: `const { send } = client`.
  readonly send = async (mailings: unknown, options?: unknown, ...others: unknown[]): Promise<Receipt> => {
    if (others.some((other) => other !== undefined)) throwIssue(clientRules, 'send_list', 'options');
    const signal = options === undefined ? undefined : readSendOptions(options);
    return this.#send(mailings, signal, this.#settings.retry);
  };

  async #send(sent: unknown, signal: SignalLike | undefined, retries: number, callbackUrl?: string): Promise<Receipt> {
    const own = { ...this.#settings.account, ...(callbackUrl !== undefined && { callbackUrl }) };
    // Only a request has parts.
    const given = internalOf(sent) as Partial<RequestInternal> | undefined;
    const parts = given?.parts?.() ?? { account: own, mailings: gatherMailings([sent]) };
    requireSendable(parts.account, parts.mailings);
    let body: string | Uint8Array;
    try {
      body = requestBody(parts);
    } catch {
      // No memory is left, or the engine has no longer array.
      return throwIssue(requestRules, 'too_large', 'messages');
    }
    return call(this.#settings, 'sendBulkViber', body, {
      read: (answer) => receiptOf(answer, () => requestJson(parts)),
      retry: { retries, delayOf: retryDelay },
      signal,
    });
  }

  get '~internal'(): ClientInternal {
    const { account, local, timeout, retry, onRetry } = this.#settings;
    return {
      kind: 'client',
      policy: { givesSender: account.sender !== undefined, local, timeout, retry, onRetry },
      send: (mailings, { callbackUrl }) => this.#send(mailings, undefined, 0, callbackUrl),
    };
  }
}

/** The request is read again only where a refusal must not repeat it. */
function receiptOf({ status, body, retryAfter }: HttpAnswer, request: () => RequestJson): Receipt {
  const answer = meaningOf(status, body);
  switch (answer.outcome) {
    case 'accepted':
      return { uuid: answer.uuid };
    case 'rejected':
      throw new RejectedError(status, redact(answer.reason, request), retryAfter);
    case 'unknown':
      throw new OutcomeUnknownError(`the server answered with status ${status} and not as documented`, { status });
  }
}
