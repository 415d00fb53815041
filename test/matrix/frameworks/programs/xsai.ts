import { tool } from '@xsai/tool';
import { MailingSchema, parseMailing } from 'viber-mailing';
import { good, same } from './shared.ts';

const compose: any = await tool({
  name: 'compose',
  description: 'Composes a mailing',
  parameters: MailingSchema as never,
  execute: (json: any) => String(parseMailing(json).size),
});
same(
  [compose.function.parameters.type, compose.function.parameters.properties.message_type.enum],
  ['object', ['bulk', 'personal']],
);
same(await compose.execute(good, {}), '2');
