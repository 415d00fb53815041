import { createClient, mailing } from 'viber-mailing';
import { createSandbox } from 'viber-mailing/sandbox';

async function main(): Promise<void> {
  const { baseUrl, close } = await createSandbox().listen();
  const client = createClient({ token: 'my-token', from: '444', baseUrl });
  const { uuid } = await client.send(mailing().bulk().text('Hello').to('375291111111'));
  await close();
  console.log(uuid.length);
}

main();
