import { contentTypes, type Field, type KindRow, recipientFields } from '../../src/wire/content-types.js';
import { countryCodes } from '../../src/wire/phone.js';
import { mailingRules, requestRules } from '../../src/wire/rules.js';
import { imagePattern, linkPattern } from './link-pattern.js';
import { schedulePattern } from './schedule-pattern.js';

const [one, two, three] = countryCodes;
// 375 is left out of the codes of any length; each part has 7 to 15 digits.
const phonePattern = `^(?:7[0-9]{10}|375[0-9]{9}|${one}[0-9]{6,14}|(?:${two})[0-9]{5,13}|(?:${three})[0-9]{4,12})$`;

// A character that is to be seen; those beyond the BMP are left out, as engines count them differently.
const visible =
  '[^\\s\\x00-\\x1f\\x7f-\\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]';

const text = { pattern: visible };

/** What each field takes, in JSON Schema. */
const keywords: Readonly<Record<Field, object>> = {
  token: { description: requestRules.token_format, pattern: '^[!-~]+$' },
  callback_url: { description: mailingRules.link_private, pattern: linkPattern },
  alphaname_id: { description: mailingRules.sender_format, pattern: '^[0-9]+$' },
  name: text,
  schedule_time: { description: mailingRules.schedule_format, pattern: schedulePattern },
  image_url: { description: mailingRules.image_private, pattern: imagePattern },
  button_link: { description: mailingRules.link_private, pattern: linkPattern, maxLength: 150 },
  caption: text,
  text,
  phone: { description: mailingRules.phone_format, pattern: phonePattern },
};

const string = (field: Field) => ({ type: 'string', ...keywords[field] });
const strings = (fields: readonly Field[]) => Object.fromEntries(fields.map((field) => [field, string(field)]));
const array = (items: object) => ({ type: 'array', items, minItems: 1 });
const object = (properties: object, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((key) => !optional.includes(key)),
  additionalProperties: false,
});

/** The JSON Schema of a request, with that of a mailing alone beside it, from the table of kinds that the parser goes by. */
export function jsonSchema() {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A request of sendBulkViber',
    ...object({ ...strings(['token', 'callback_url']), messages: array(anyKind(['name', 'schedule_time'])) }, ['callback_url']),
    $defs: {
      mailing: {
        title: 'A mailing alone, whose sender may be left out',
        ...anyKind(['alphaname_id', 'name', 'schedule_time']),
      },
    },
  };
}

/** A mailing of any kind that exists. */
function anyKind(optional: readonly Field[]) {
  const kinds = Object.entries(contentTypes).flatMap(([messageType, rows]) =>
    Object.entries<KindRow>(rows).flatMap(([type, row]) => ('refused' in row ? [] : [{ messageType, type, row }])),
  );
  return {
    oneOf: kinds.map(({ messageType, type, row: { content, recipients } }) =>
      object(
        {
          ...strings(['alphaname_id', 'name']),
          message_type: { const: messageType },
          schedule_time: string('schedule_time'),
          content: object({ type: { const: type }, ...strings(content) }),
          delivery_list: array(recipients === 'phones' ? string('phone') : object(strings(recipientFields[recipients]))),
        },
        optional,
      ),
    ),
  };
}
