import { OpenAPIGenerator } from '@orpc/openapi';
import { call, ORPCError, os } from '@orpc/server';
import { MailingSchema, parseMailing } from 'viber-mailing';
import { bad, faults, good, places, same } from './shared.ts';

const preview = os
  .route({ method: 'POST', path: '/mailings' })
  .input(MailingSchema)
  .handler(({ input }) => parseMailing(input).size);
same(await call(preview, good), 2);
const refused = await call(preview, bad as never).catch((error) => error);
same([refused instanceof ORPCError, refused.code, places(refused.data.issues)], [true, 'BAD_REQUEST', faults]);

const converter = {
  condition: (schema: unknown) => typeof (schema as any)?.['~standard']?.jsonSchema?.input === 'function',
  convert: (schema: any): [boolean, object] => [true, schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' })],
};
const generator = new OpenAPIGenerator({ schemaConverters: [converter as never] });
const spec: any = await generator.generate({ preview }, { info: { title: 'Mailings', version: '1' } });
same(spec.paths['/mailings'].post.requestBody.content['application/json'].schema.properties.message_type.enum, [
  'bulk',
  'personal',
]);
