import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import { buttonLinkFault, imageFault, linkFault } from '../../src/wire/link.js';
import { tokenFault } from '../../src/wire/options.js';
import { phoneFault } from '../../src/wire/phone.js';
import { mailingRules, requestRules } from '../../src/wire/rules.js';
import { scheduleFault } from '../../src/wire/schedule.js';
import { mailingSchema, requestSchema } from '../../src/wire/schema.js';
import { senderFault } from '../../src/wire/sender.js';
import { imagePattern, linkPattern } from './link-pattern.js';
import { schedulePattern } from './schedule-pattern.js';

/** What each predicate takes, in JSON Schema; the others take any text that is not empty. */
const keywords = new Map<unknown, object>([
  [tokenFault, { description: requestRules.token_format, pattern: '^[!-~]+$' }],
  [senderFault, { description: mailingRules.sender_format, pattern: '^[0-9]+$' }],
  [scheduleFault, { description: mailingRules.schedule_format, pattern: schedulePattern }],
  [phoneFault, { description: mailingRules.phone_format, pattern: '^[1-9][0-9]{6,14}$' }],
  [linkFault, { description: mailingRules.link_format, pattern: linkPattern }],
  [buttonLinkFault, { description: mailingRules.link_format, pattern: linkPattern, maxLength: 150 }],
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
      return { ...jsonSchema, ...(keywords.get(valibotAction.fault) ?? { minLength: 1 }) };
    },
  });
  return json;
}
