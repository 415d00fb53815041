import { IssueCollector, throwIssue } from '../wire/errors.js';
import { type Mailings, printAs, type RequestInternal, type SendableMailing } from '../wire/internal.js';
import {
  type Account,
  type AccountOptions,
  addExtra,
  type CheckedOptions,
  type GivesSender,
  optionRules,
  readAccount,
  readOptions,
  takeAccount,
} from '../wire/options.js';
import { gatherMailings, requestJson, requireSendable } from '../wire/request-body.js';
import { requestRules } from '../wire/rules.js';
import type { RequestJson } from '../wire/types.js';
import type { ExtraRequestFields } from './optional-steps.js';

/** Options of a request: the account's token, and perhaps the sender of mailings that name none and a callback. */
export interface RequestOptions extends AccountOptions {}

/**
 * A request without mailings yet. It cannot be written or sent: a request without mailings does not exist.
 *
 * @typeParam Sender - `true` where the request gives a sender to mailings that name none.
 */
export interface RequestDraft<out Sender extends boolean = boolean> {
  /**
   * Adds mailings: one, several, or any iterable of them.
   *
   * @throws {@link InvalidInputError} `sender_missing` where neither the mailing nor the request names a sender,
   * `mailing_expected`, `no_mailings`.
   * @example
   * ```ts
   * import { mailing, request } from 'viber-mailing';
   *
   * const hello = mailing().bulk().text('Hello').to(['375291111111']);
   * const body = request({ token: 'my-token', from: '444' }).add(hello);
   * console.log(JSON.stringify(body, null, 2));
   * ```
   */
  add<const First, const More extends readonly unknown[]>(
    mailings: Mailings<First, Sender>,
    ...more: { readonly [Index in keyof More]: Mailings<More[Index], Sender> }
  ): MailingRequest<Sender>;

  /**
   * Puts fields that the API has and this library does not know into the request, behind the documented ones. Their types
   * are declared as {@link ExtraRequestFields}.
   *
   * @throws {@link InvalidInputError} `extra_known` for a field that the API documents, `extra_format` for what JSON cannot hold.
   */
  extra(fields: Partial<ExtraRequestFields>): RequestDraft<Sender>;
}

/** A request: it can be written as JSON, sent, and given more mailings. */
export interface MailingRequest<out Sender extends boolean = boolean> extends RequestDraft<Sender> {
  /**
   * Gives the request exactly as it goes on the wire, for `JSON.stringify`. It shows the token, as it must.
   *
   * @example
   * ```ts
   * import { mailing, request } from 'viber-mailing';
   *
   * const hello = mailing().from('444').bulk().text('Hello').to(['375291111111']);
   * console.log(request({ token: 'my-token' }).add(hello).toJSON().messages.length); // 1
   * ```
   */
  toJSON(): RequestJson;

  extra(fields: Partial<ExtraRequestFields>): MailingRequest<Sender>;
}

/**
 * Begins a request: the account's token and, where they are wanted, a sender for mailings that name none and a callback.
 *
 * @throws {@link InvalidInputError} `token_missing`, `token_format`, `sender_format`, `link_format`, `link_private`, `not_string`, `ill_formed`, `options_expected`, `unknown_option`; all at once.
 * @example
 * ```ts
 * import { mailing, request } from 'viber-mailing';
 *
 * const hello = mailing().from('444').bulk().text('Hello').to(['375291111111']);
 * const body = request({ token: 'my-token', callbackUrl: 'https://shop.example.com/hook' }).add(hello);
 * console.log(JSON.stringify(body));
 * ```
 */
export function request<const Options extends RequestOptions>(
  options: Options & CheckedOptions<Options, RequestOptions>,
): RequestDraft<GivesSender<Options>> {
  const faults = new IssueCollector(optionRules);
  const account = readAccount(readOptions(options, takeAccount, faults), faults);
  faults.throwIfAny();
  return newRequest(account, []) as unknown as RequestDraft<GivesSender<Options>>;
}

/** What stands behind a request's stages. */
// Plain fields, which test tools compare. The mailings have their sender, and the token is private, so that requests are
// equal exactly where their JSON is, the token aside.
class RequestBuilder {
  readonly #account: Account;
  readonly from: string | undefined;
  readonly callbackUrl: string | undefined;
  readonly mailings: readonly SendableMailing[];
  /** Fields of the caller's own, as JSON. */
  readonly fields: string | undefined;

  constructor(account: Account, mailings: readonly SendableMailing[], fields?: string) {
    this.#account = account;
    this.from = mailings.length === 0 ? account.sender : undefined;
    this.callbackUrl = account.callbackUrl;
    this.mailings = mailings;
    this.fields = fields;
  }

  add(...added: unknown[]): RequestBuilder {
    const mailings = gatherMailings(added, this.mailings);
    requireSendable(this.#account, mailings);
    const { sender } = this.#account;
    const sendable = sender === undefined ? mailings : mailings.map((mailing) => withSender(mailing, sender));
    return new RequestBuilder(this.#account, sendable, this.fields);
  }

  extra(given: unknown): RequestBuilder {
    return new RequestBuilder(this.#account, this.mailings, addExtra(this.fields, given, documentedFields));
  }

  toJSON(): RequestJson {
    if (this.mailings.length === 0) throwIssue(requestRules, 'no_mailings', 'messages');
    return requestJson({ account: this.#account, mailings: this.mailings, fields: this.fields });
  }

  get '~internal'(): RequestInternal {
    return { kind: 'request', parts: () => ({ account: this.#account, mailings: this.mailings, fields: this.fields }) };
  }
}

export function newRequest(account: Account, mailings: readonly SendableMailing[]): RequestBuilder {
  printAs(RequestBuilder.prototype, printed);
  return new RequestBuilder(account, mailings);
}

function printed({ mailings: { length } }: RequestBuilder): string {
  return length === 0 ? 'RequestDraft()' : `MailingRequest(${length} mailing${length === 1 ? '' : 's'})`;
}

const documentedFields = ['token', 'callback_url', 'messages'];

function withSender(mailing: SendableMailing, sender: string): SendableMailing {
  if (mailing['~internal'].hasSender) return mailing;
  return (mailing as unknown as { from(id: string): SendableMailing }).from(sender);
}
