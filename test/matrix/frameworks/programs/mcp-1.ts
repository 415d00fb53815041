import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { InvalidInputError, MailingSchema, parseMailing } from 'viber-mailing';
import { bad, good, same } from './shared.ts';

// `registerTool` of version 1 takes zod alone; its `Server` takes any JSON Schema.
const server = new Server({ name: 'mailings', version: '1' }, { capabilities: { tools: {} } });
const inputSchema = MailingSchema['~standard'].jsonSchema.input({ target: 'draft-07' }) as { type: 'object' };
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [{ name: 'compose', inputSchema }] }));
server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  try {
    return { content: [{ type: 'text', text: String(parseMailing(params.arguments).size) }] };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { isError: true, content: [{ type: 'text', text: error.message }] };
  }
});
const client = new Client({ name: 'assistant', version: '1' });
const [here, there] = InMemoryTransport.createLinkedPair();
await Promise.all([server.connect(here), client.connect(there)]);
same((await client.listTools()).tools[0]?.inputSchema.type, 'object');
const call = async (json: object): Promise<any> => client.callTool({ name: 'compose', arguments: json as Record<string, unknown> });
same((await call(good)).content, [{ type: 'text', text: '2' }]);
same((await call(bad)).isError, true);
process.exit();
