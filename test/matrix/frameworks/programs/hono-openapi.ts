import { loadVendor } from '@standard-community/standard-openapi';
import { Hono } from 'hono';
import { generateSpecs, validator } from 'hono-openapi';
import { MailingSchema } from 'viber-mailing';
import { bad, good, same } from './shared.ts';

// It asks its own list of vendors for a JSON Schema, not the schema itself: one line adds one.
loadVendor('viber-mailing', () => MailingSchema['~standard'].jsonSchema.input({ target: 'draft-2020-12' }));

const app = new Hono().post('/mailings', validator('json', MailingSchema), (c) =>
  c.json({ type: c.req.valid('json').message_type }),
);
const spec: any = await generateSpecs(app);
const body = spec.paths['/mailings'].post.requestBody.content['application/json'].schema;
same(body.properties.message_type.enum, ['bulk', 'personal']);
const post = (json: unknown) =>
  app.request('/mailings', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) });
same([(await post(good)).status, (await post(bad)).status], [200, 400]);
