import { throwIssue } from '../wire/errors.js';
import type { SendableMailing } from '../wire/internal.js';
import { readParts } from '../wire/options.js';
import { jsonRules, mailingRules } from '../wire/rules.js';
import { parseJson } from '../wire/schema.js';
import { type StandardSchema, standardSchema } from '../wire/standard-schema.js';
import type { MailingJson, RequestJson } from '../wire/types.js';
import { type MailingBuilder, newMailing } from './builder.js';
import type { Mailing } from './mailing.js';
import { Recipients } from './recipients.js';
import { type MailingRequest, newRequest } from './request.js';

/**
 * Options of reading JSON from elsewhere.
 *
 * @category JSON from elsewhere
 */
export interface ParseOptions {
  /**
   * Keeps keys of the mailings and of the request that the API does not document, as `extra` would have put them there.
   *
   * @defaultValue such a key is refused as `unknown_key`
   */
  readonly extra?: boolean | undefined;
}

/**
 * Reads a mailing from JSON, as the chain would have built it: it can be added, sent and written again.
 *
 * @param value - What `JSON.parse` gives.
 * @param options - `extra: true`, which keeps keys that the API does not document.
 * @throws {@link InvalidInputError} with every fault at once; `unknown_key` for a key that the API does not have.
 * @example
 * ```ts
 * import { parseMailing } from 'viber-mailing';
 *
 * const text = '{"message_type":"bulk","content":{"type":"text","text":"Hello"},"delivery_list":["375291111111"]}';
 * const hello = parseMailing(JSON.parse(text)).from('444');
 * console.log(hello.size); // 1
 * ```
 * @category JSON from elsewhere
 */
export function parseMailing(value: unknown, options?: ParseOptions): Mailing {
  return compose(parseJson('mailing', value, readExtraOption(options))) as unknown as Mailing;
}

/**
 * Reads a request from JSON, as `request(…).add(…)` would have built it: it can be sent and written again.
 *
 * @param value - What `JSON.parse` gives.
 * @param options - `extra: true`, which keeps keys that the API does not document.
 * @throws {@link InvalidInputError} with every fault at once; `unknown_key` for a key that the API does not have.
 * @example
 * ```ts
 * import { mailing, parseRequest, request } from 'viber-mailing';
 *
 * const hello = mailing().from('444').bulk().text('Hello').to(['375291111111']);
 * const stored = JSON.stringify(request({ token: 'my-token' }).add(hello));
 * const body = parseRequest(JSON.parse(stored));
 * console.log(JSON.stringify(body) === stored); // true
 * ```
 * @category JSON from elsewhere
 */
export function parseRequest(value: unknown, options?: ParseOptions): MailingRequest {
  const { token, callback_url, messages, ...rest } = parseJson('request', value, readExtraOption(options));
  const mailings = messages.map((json) => compose(json) as unknown as SendableMailing);
  const request = newRequest({ token, callbackUrl: callback_url, sender: undefined }, mailings);
  return (Object.keys(rest).length === 0 ? request : request.extra(rest)) as unknown as MailingRequest;
}

/**
 * A mailing on the wire, for libraries that take Standard Schema.
 *
 * @category JSON from elsewhere
 */
export const MailingSchema: StandardSchema<MailingJson> = /* @__PURE__ */ standardSchema('mailing');

/**
 * A request on the wire, for libraries that take Standard Schema.
 *
 * @category JSON from elsewhere
 */
export const RequestSchema: StandardSchema<RequestJson> = /* @__PURE__ */ standardSchema('request');

function readExtraOption(options: unknown): boolean {
  if (options === undefined) return false;
  const { parts, others } = readParts(
    { ...mailingRules, ...jsonRules },
    options,
    ({ extra }) => ({ extra }),
    'parse_options',
    'options',
  );
  if (others.length > 0) throwIssue({ ...mailingRules, ...jsonRules }, 'unknown_option', 'options');
  const { extra = false } = parts;
  return typeof extra === 'boolean' ? extra : throwIssue({ ...mailingRules, ...jsonRules }, 'parse_options', 'options.extra');
}

function compose({
  alphaname_id,
  name,
  schedule_time,
  message_type,
  content,
  delivery_list,
  ...rest
}: MailingJson): MailingBuilder {
  const mailing = newMailing(alphaname_id, name, schedule_time, message_type, { ...content }, columns(delivery_list));
  return Object.keys(rest).length === 0 ? mailing : mailing.extra(rest);
}

function columns(list: MailingJson['delivery_list']): Recipients {
  if (typeof list[0] === 'string') return new Recipients(list as string[]);
  const rows = list as { phone: string; text: string; button_link?: string }[];
  const links = rows[0]?.button_link === undefined ? undefined : rows.map(({ button_link }) => button_link as string);
  return new Recipients(
    rows.map(({ phone }) => phone),
    rows.map(({ text }) => text),
    links,
  );
}
