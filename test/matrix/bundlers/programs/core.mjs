import { createClient, InvalidInputError, mailing, NotSentError, parseMailing, request } from 'viber-mailing';

/** Composes, sends what came back from JSON, and has a phone refused. */
export async function run({ baseUrl }) {
  const hello = mailing('Hello').from('444').bulk().text('Hello').to(['375291111111']);
  const { messages } = request({ token: 'my-token' }).add(hello).toJSON();
  const client = createClient({ token: 'my-token', baseUrl });
  const { uuid } = await client.send(parseMailing(JSON.parse(JSON.stringify(hello))));
  try {
    mailing().bulk().text('Hello').to('+375 29 111-11-11');
  } catch (error) {
    if (!(error instanceof InvalidInputError) || error instanceof NotSentError) throw error;
    return `${messages.length} message, a uuid of ${uuid.length}, ${error.issues[0].code}`;
  }
}
