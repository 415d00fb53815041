import { buttonLinkFault, imageFault, linkFault } from './link.js';
import { tokenFault } from './options.js';
import { phoneFault } from './phone.js';
import type { MailingRules } from './rules.js';
import { scheduleFault } from './schedule.js';
import { senderFault } from './sender.js';
import { textFault } from './text.js';
import type { MailingJson, PersonalButtonJson, PersonalTextJson } from './types.js';

/**
 * What sort of recipients a mailing takes: phones, phones with texts, phones with texts and links.
 *
 * @category Recipients
 */
export type RecipientKind = 'phones' | 'texts' | 'buttons';

export type MessageType = MailingJson['message_type'];
export type ContentType = MailingJson['content']['type'];

/** Each string of a request by its key, with the predicate that gives the code of what is wrong with a value of it. */
export const fieldFaults = {
  token: tokenFault,
  callback_url: linkFault,
  alphaname_id: senderFault,
  name: (value: unknown) => textFault(value, 'name_empty'),
  schedule_time: scheduleFault,
  image_url: imageFault,
  button_link: buttonLinkFault,
  caption: (value: unknown) => textFault(value, 'caption_empty'),
  text: (value: unknown) => textFault(value, 'text_empty'),
  phone: phoneFault,
};

export type Field = keyof typeof fieldFaults;

/** The fields of a recipient that is an object, by its sort, in the order of the API's sample. */
export const recipientFields = {
  texts: ['phone', 'text'],
  buttons: ['phone', 'text', 'button_link'],
} as const satisfies { readonly [Kind in keyof RecipientJsons]: EachOf<keyof RecipientJsons[Kind]> };

/**
 * What the API can send, one row a kind: the fields of its `content` beside `type`, which everybody gets, in the order of
 * the API's sample, and the sort of its recipients; or the rule by which the kind does not exist.
 */
export const contentTypes = {
  bulk: {
    text: { content: ['text'], recipients: 'phones' },
    image: { content: ['image_url'], recipients: 'phones' },
    button: { content: ['image_url', 'button_link', 'caption', 'text'], recipients: 'phones' },
  },
  personal: {
    text: { content: [], recipients: 'texts' },
    image: { refused: 'personal_image' },
    button: { content: ['image_url', 'caption'], recipients: 'buttons' },
  },
} as const satisfies { readonly [Type in MessageType]: { readonly [Content in ContentType]: RowOf<KindJson<Type, Content>> } };

/** A row of {@link contentTypes}. */
export type KindRow =
  | { readonly content: readonly Field[]; readonly recipients: RecipientKind }
  | { readonly refused: keyof MailingRules };

interface RecipientJsons {
  texts: PersonalTextJson['delivery_list'][number];
  buttons: PersonalButtonJson['delivery_list'][number];
}

/** The JSON of a kind; `never` where the API does not have it. */
type KindJson<Type, Content> = Extract<MailingJson, { message_type: Type; content: { type: Content } }>;

type RowOf<Json extends MailingJson> = [Json] extends [never]
  ? { readonly refused: keyof MailingRules }
  : {
      readonly content: EachOf<Exclude<keyof Json['content'], 'type'>>;
      readonly recipients: RecipientKindOf<Json['delivery_list'][number]>;
    };

/** A tuple that holds each member of a union once, in any order, so that no field is forgotten. */
type EachOf<Union, Member = Union> = [Union] extends [never]
  ? readonly []
  : Member extends Union
    ? readonly [Member, ...EachOf<Exclude<Union, Member>>]
    : never;

type RecipientKindOf<Recipient> = Recipient extends string
  ? 'phones'
  : { [Kind in keyof RecipientJsons]: Same<Recipient, RecipientJsons[Kind]> extends true ? Kind : never }[keyof RecipientJsons];

type Same<A, B> = [A, B] extends [B, A] ? true : false;

/**
 * Whether a mailing on the wire is of a kind, which the compiler cannot see by looking into `content`.
 *
 * @example
 * ```ts
 * import { isKind, mailing } from 'viber-mailing';
 *
 * const invoice = mailing()
 *   .personal()
 *   .button({ caption: 'Pay', image: 'https://shop.example.com/invoice.jpg' })
 *   .to({ phone: '375291111111', text: 'Anna, your invoice', link: 'https://shop.example.com/pay/1' });
 * const json = JSON.parse(JSON.stringify(invoice));
 * if (isKind(json, 'personal', 'button')) console.log(json.delivery_list[0]?.button_link); // https://shop.example.com/pay/1
 * ```
 */
export function isKind<Json extends MailingJson, Type extends MessageType, Content extends ContentType>(
  json: Json,
  messageType: Type,
  contentType: Content,
): json is Json & KindJson<Type, Content> {
  return json?.message_type === messageType && json.content?.type === contentType;
}
