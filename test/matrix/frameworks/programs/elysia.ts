import { Elysia } from 'elysia';
import { MailingSchema, parseMailing } from 'viber-mailing';
import { bad, good, same } from './shared.ts';

const app = new Elysia()
  // Its own answer holds the whole body, phones included.
  .onError(({ code, error, status }) => {
    if (code === 'VALIDATION')
      return status(422, { faults: error.all.map(({ path, message }: any) => `${path}: ${message}`.slice(0, 30)) });
  })
  .post('/mailings', ({ body }) => ({ size: parseMailing(body).size }), { body: MailingSchema });
const post = (json: unknown) =>
  app.handle(
    new Request('http://a.by/mailings', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(json),
    }),
  );
same(await (await post(good)).json(), { size: 2 });
const refused = await post(bad);
same([refused.status, ((await refused.json()) as any).faults.length], [422, 2]);
