import { sValidator } from '@hono/standard-validator';
import { Hono } from 'hono';
import { MailingSchema, parseMailing } from 'viber-mailing';
import { bad, faults, good, places, same } from './shared.ts';

const app = new Hono().post(
  '/mailings',
  sValidator('json', MailingSchema, (result, c) => {
    if (!result.success) return c.json({ faults: places(result.error) }, 400);
  }),
  (c) => {
    const json = c.req.valid('json');
    const type: 'bulk' | 'personal' = json.message_type;
    return c.json({ type, size: parseMailing(json).size });
  },
);
const post = (json: unknown) =>
  app.request('/mailings', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) });
same(await (await post(good)).json(), { type: 'bulk', size: 2 });
const refused = await post(bad);
same([refused.status, await refused.json()], [400, { faults }]);
