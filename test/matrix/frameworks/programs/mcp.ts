import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { McpServer } from '@modelcontextprotocol/server';
import { MailingSchema, parseMailing } from 'viber-mailing';
import { bad, good, same } from './shared.ts';

const server = new McpServer({ name: 'mailings', version: '1' });
server.registerTool('compose', { description: 'Composes a mailing', inputSchema: MailingSchema }, async (json) => ({
  content: [{ type: 'text', text: String(parseMailing(json).size) }],
}));
const client = new Client({ name: 'assistant', version: '1' });
const [here, there] = InMemoryTransport.createLinkedPair();
await Promise.all([server.connect(here), client.connect(there)]);
const { tools } = await client.listTools();
const schema: any = tools[0]?.inputSchema;
same([schema.type, schema.properties.message_type.enum], ['object', ['bulk', 'personal']]);
const call = async (json: object): Promise<any> => client.callTool({ name: 'compose', arguments: json as Record<string, unknown> });
same((await call(good)).content, [{ type: 'text', text: '2' }]);
const refused = await call(bad);
same([refused.isError, /content\.image_url.*delivery_list\.0/.test(refused.content[0].text)], [true, true]);
process.exit();
