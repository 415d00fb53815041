import { asSchema, tool } from 'ai';
import { asSchema as asSchema6, tool as tool6 } from 'ai6';
import { MailingSchema, parseMailing } from 'viber-mailing';
import { bad, good, same } from './shared.ts';

for (const [make, as] of [
  [tool, asSchema],
  [tool6, asSchema6],
] as any[]) {
  const compose = make({
    description: 'Composes a mailing',
    inputSchema: MailingSchema,
    execute: async (json: any) => parseMailing(json).size,
  });
  const schema = as(compose.inputSchema);
  const json: any = await schema.jsonSchema;
  same([json.type, json.properties.message_type.enum], ['object', ['bulk', 'personal']]);
  same([(await schema.validate(good)).success, (await schema.validate(bad)).success], [true, false]);
  same(await compose.execute(good, {}), 2);
}
