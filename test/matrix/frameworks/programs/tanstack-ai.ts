import { convertSchemaToJsonSchema, toolDefinition } from '@tanstack/ai';
import { MailingSchema, parseMailing } from 'viber-mailing';
import { good, same } from './shared.ts';

const compose = toolDefinition({ name: 'compose', description: 'Composes a mailing', inputSchema: MailingSchema });
const server: any = compose.server(async (json) => parseMailing(json).size);
same(await server.execute(good), 2);
const schema: any = convertSchemaToJsonSchema(MailingSchema as never);
same([schema.type, schema.properties.message_type.enum], ['object', ['bulk', 'personal']]);
