import type { SendableMailing } from '../wire/internal.js';
import { parseJson } from '../wire/schema.js';
import { type StandardSchema, standardSchema } from '../wire/standard-schema.js';
import type { MailingJson, RequestJson } from '../wire/types.js';
import { MailingBuilder } from './builder.js';
import type { Mailing } from './mailing.js';
import type { Recipients } from './recipients.js';
import { type MailingRequest, RequestBuilder } from './request.js';

/**
 * Reads a mailing from JSON, as the chain would have built it: it can be added, sent and written again.
 *
 * @param value - What `JSON.parse` gives.
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
export function parseMailing(value: unknown): Mailing {
  return compose(parseJson('mailing', value)) as unknown as Mailing;
}

/**
 * Reads a request from JSON, as `request(…).add(…)` would have built it: it can be sent and written again.
 *
 * @param value - What `JSON.parse` gives.
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
export function parseRequest(value: unknown): MailingRequest {
  const { token, callback_url, messages } = parseJson('request', value);
  const mailings = messages.map((json) => compose(json) as unknown as SendableMailing);
  return new RequestBuilder({ token, callbackUrl: callback_url, sender: undefined }, mailings) as unknown as MailingRequest;
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

function compose({ alphaname_id, name, schedule_time, message_type, content, delivery_list }: MailingJson): MailingBuilder {
  return new MailingBuilder(alphaname_id, name, schedule_time, message_type, { ...content }, columns(delivery_list));
}

function columns(list: MailingJson['delivery_list']): Recipients {
  if (typeof list[0] === 'string') return [list as string[]];
  const rows = list as { phone: string; text: string; button_link?: string }[];
  const phones = rows.map(({ phone }) => phone);
  const texts = rows.map(({ text }) => text);
  if (rows[0]?.button_link === undefined) return [phones, texts];
  return [phones, texts, rows.map(({ button_link }) => button_link as string)];
}
