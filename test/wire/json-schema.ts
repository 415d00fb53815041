import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import { buttonLinkFault, imageFault, linkFault } from '../../src/wire/link.js';
import { tokenFault } from '../../src/wire/options.js';
import { countryCodes, phoneFault } from '../../src/wire/phone.js';
import { mailingRules, requestRules } from '../../src/wire/rules.js';
import { scheduleFault } from '../../src/wire/schedule.js';
import { mailingSchema, requestSchema } from '../../src/wire/schema.js';
import { senderFault } from '../../src/wire/sender.js';
import { imagePattern, linkPattern } from './link-pattern.js';
import { schedulePattern } from './schedule-pattern.js';

const [one, two, three] = countryCodes;
// 375 is left out of the codes of any length; each part has 7 to 15 digits.
const phonePattern = `^(?:7[0-9]{10}|375[0-9]{9}|${one}[0-9]{6,14}|(?:${two})[0-9]{5,13}|(?:${three})[0-9]{4,12})$`;

// A character that is to be seen; those beyond the BMP are left out, as engines count them differently.
const visible =
  '[^\\s\\x00-\\x1f\\x7f-\\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]';

/** What each predicate takes, in JSON Schema; the others take any text that is not blank. */
const keywords = new Map<unknown, object>([
  [tokenFault, { description: requestRules.token_format, pattern: '^[!-~]+$' }],
  [senderFault, { description: mailingRules.sender_format, pattern: '^[0-9]+$' }],
  [scheduleFault, { description: mailingRules.schedule_format, pattern: schedulePattern }],
  [phoneFault, { description: mailingRules.phone_format, pattern: phonePattern }],
  [linkFault, { description: mailingRules.link_private, pattern: linkPattern }],
  [buttonLinkFault, { description: mailingRules.link_private, pattern: linkPattern, maxLength: 150 }],
  [imageFault, { description: mailingRules.image_private, pattern: imagePattern }],
]);

/** The JSON Schema of a request, with that of a mailing alone beside it, from the schemas behind the parser. */
export function jsonSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A request of sendBulkViber',
    ...converted(requestSchema),
    $defs: { mailing: { title: 'A mailing alone, whose sender may be left out', ...converted(mailingSchema) } },
  };
}

function converted(schema: Parameters<typeof toJsonSchema>[0]): JsonSchema {
  // The kinds stand where they are used, instead of what the lazy schema says of a value that is none of them.
  const { $schema, $defs, ...json } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    overrideSchema: ({ valibotSchema }) => {
      if ('kinds' in valibotSchema) return { oneOf: (valibotSchema.kinds as (typeof schema)[]).map(converted) };
      return valibotSchema.type === 'custom' ? { not: {} } : undefined;
    },
    overrideAction: ({ valibotAction, jsonSchema }) => {
      if (!('fault' in valibotAction)) return valibotAction.type === 'raw_check' ? jsonSchema : undefined;
      return { ...jsonSchema, ...(keywords.get(valibotAction.fault) ?? { pattern: visible }) };
    },
  });
  return json;
}
