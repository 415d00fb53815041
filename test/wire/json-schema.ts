import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import { tokenPattern } from '../../src/wire/account.js';
import { imagePattern, linkPattern } from '../../src/wire/link-pattern.js';
import { phonePattern } from '../../src/wire/phone.js';
import { mailingRules, requestRules } from '../../src/wire/rules.js';
import { schedulePattern } from '../../src/wire/schedule-pattern.js';
import { type JsonKeywords, mailingSchema, requestSchema } from '../../src/wire/schema.js';
import { senderPattern } from '../../src/wire/sender.js';

const sentences: Readonly<Record<string, string>> = {
  [tokenPattern.source]: requestRules.token_format,
  [senderPattern.source]: mailingRules.sender_format,
  [schedulePattern]: mailingRules.schedule_format,
  [phonePattern]: mailingRules.phone_format,
  [linkPattern]: mailingRules.link_format,
  [imagePattern]: mailingRules.image_private,
};

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
      if (!('keywords' in valibotAction)) return valibotAction.type === 'raw_check' ? jsonSchema : undefined;
      const { pattern: given, ...lengths } = valibotAction.keywords as JsonKeywords;
      const pattern = given instanceof RegExp ? given.source : given;
      const keywords = pattern === undefined ? lengths : { pattern, ...lengths };
      const sentence = pattern === undefined ? undefined : sentences[pattern];
      return { ...jsonSchema, ...(sentence === undefined ? {} : { description: sentence }), ...keywords };
    },
  });
  return json;
}
