import { createClient, mailing, RejectedError } from 'viber-mailing';
import { createSandbox } from 'viber-mailing/sandbox';

/** Sends to a sandbox of its own, in memory. */
export async function run() {
  const sandbox = createSandbox();
  const client = createClient({ token: 'my-token', from: '444', fetch: sandbox.fetch });
  const hello = mailing().bulk().text('Hello').to(['375291111111']);
  await client.send(hello);
  sandbox.failNext({ status: 400 });
  try {
    await client.send(hello);
  } catch (error) {
    if (error instanceof RejectedError) return `${sandbox.requests.length} accepted, ${error.status}`;
    throw error;
  }
}
