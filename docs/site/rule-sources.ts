import type { jsonRules, mailingRules, requestRules } from '../../src/wire/rules.js';

/**
 * Where a rule of the wire comes from: the API's documentation, its sample request, or this library. With a second part
 * where the library says more than the API does.
 */
export type RuleSource = readonly [from: 'API' | 'sample' | 'library', more?: string];

/** Where each rule of the wire comes from. */
export const ruleSources: Readonly<Record<keyof (typeof mailingRules & typeof requestRules & typeof jsonRules), RuleSource>> = {
  not_string: ['sample'],
  ill_formed: ['library'],
  sender_format: ['library'],
  name_empty: ['library'],
  text_empty: ['library'],
  caption_empty: ['library'],
  link_format: ['library'],
  link_length: ['API'],
  image_private: ['API', 'which addresses are not public: library'],
  phone_format: ['sample', 'the number of digits and the first one: library'],
  phone_expected: ['API'],
  text_row_expected: ['API'],
  button_row_expected: ['sample'],
  list_expected: ['library'],
  async_list: ['library'],
  no_recipients: ['library'],
  recipients_missing: ['API'],
  personal_link: ['sample'],
  personal_image: ['API'],
  personal_parts: ['API'],
  schedule_format: ['API', 'that the date exists: library'],
  schedule_missing: ['library'],
  zone_missing: ['library'],
  zone_unknown: ['library'],
  zone_needless: ['library'],
  time_repeated: ['library'],
  kind_missing: ['API'],
  kind_chosen: ['library'],
  content_missing: ['API'],
  content_chosen: ['library'],
  callback_expected: ['library'],
  bulk_parts: ['sample'],
  button_parts: ['sample'],
  unknown_option: ['library'],
  unreadable: ['library'],
  token_format: ['API', 'which characters: library'],
  token_missing: ['API'],
  options_expected: ['library'],
  mailing_expected: ['library'],
  no_mailings: ['library'],
  sender_missing: ['sample'],
  too_large: ['library'],
  not_object: ['sample'],
  not_array: ['API'],
  unknown_key: ['library'],
  missing_key: ['sample'],
  message_type: ['API'],
  content_type: ['API'],
};
