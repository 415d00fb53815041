// What is seen of a send through each library or mock, and what its simulated failures come to. Run by run.ts, one tool a process.
import { createServer } from 'node:http';
import { createClient, mailing, request } from 'viber-mailing';

const url = 'https://app.sms.by/api/v1/sendBulkViber';
const token = 'my-token';
const notice = mailing().from('444').bulk().text('Привет').to(['375291111111']);
const body = JSON.stringify(request({ token }).add(notice));
const accepted = { uuid: 'cc9c8043-8caf-11ef-b035-9e8f47954dec', success: 'OK' };

/** What becomes of one send. */
async function ends(options) {
  try {
    const { uuid } = await createClient({ token, retry: 0, timeout: 3_000, ...options }).send(notice);
    return uuid === accepted.uuid ? 'accepted' : `accepted with another uuid, ${uuid}`;
  } catch (error) {
    return [error.outcome ?? error.name, error.status ?? error.code].filter((part) => part !== undefined).join(' ');
  }
}

/** Checks what a tool was shown. */
function sees({ url: asked, method, headers, body: given }) {
  const type = typeof headers?.get === 'function' ? headers.get('content-type') : headers?.['content-type'];
  const text = typeof given === 'string' ? given : given instanceof Uint8Array ? new TextDecoder().decode(given) : given;
  const shown = { url: String(asked), method: String(method).toUpperCase(), type: String(type).split(';')[0], text };
  const wanted = { url, method: 'POST', type: 'application/json', text: body };
  for (const [part, value] of Object.entries(wanted)) {
    if (shown[part] !== value) throw new Error(`its ${part} is ${JSON.stringify(shown[part])}`);
  }
}

/** A server on a loopback port, which does as it is told and checks what arrives. */
async function serving(use) {
  let answer = (response) => response.end(JSON.stringify(accepted));
  const server = createServer(async (incoming, response) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method, headers } = incoming;
    arrived.push({ url, method, headers, body: Buffer.concat(chunks).toString() });
    answer(response, incoming);
  });
  const arrived = [];
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${server.address().port}/`;
  try {
    return await use({ baseUrl, arrived, answers: (other) => (answer = other) });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A library that goes out into the network. */
const library = (load) => async () => {
  const fetch = await load();
  return serving(async ({ baseUrl, arrived, answers }) => {
    const cases = { 'an answer': await ends({ fetch, baseUrl }) };
    for (const each of arrived) sees(each);
    cases['the same through a wrapper'] = await ends({ fetch: (input, init) => fetch(input, init), baseUrl });
    answers((response) => response.writeHead(400).end('{"error":"no money"}'));
    cases['a refusal'] = await ends({ fetch, baseUrl });
    answers((response) => response.writeHead(307, { location: `${baseUrl}elsewhere` }).end());
    cases['a redirect'] = await ends({ fetch, baseUrl });
    answers((_, incoming) => incoming.socket.destroy());
    cases['a lost connection'] = await ends({ fetch, baseUrl });
    cases['nobody listens'] = await ends({ fetch, baseUrl: 'http://127.0.0.1:1025/' });
    if (arrived.length !== 5) throw new Error(`${arrived.length} requests arrived in place of 5`);
    return cases;
  });
};

/** undici's agent for tests, as the global one, seen by Node's fetch or by undici's own. */
const mockAgent = (name, own) => async () => {
  const { fetch, MockAgent, setGlobalDispatcher } = await import(name);
  const agent = new MockAgent();
  agent.disableNetConnect();
  setGlobalDispatcher(agent);
  let seen;
  const intercept = () =>
    agent.get('https://app.sms.by').intercept({
      path: '/api/v1/sendBulkViber',
      method: 'POST',
      headers: (headers) => {
        seen = { ...seen, headers };
        return true;
      },
      body: (given) => {
        seen = { ...seen, body: given };
        return true;
      },
    });
  const options = own ? { fetch } : {};
  intercept().reply(200, accepted);
  const cases = { 'an answer': await ends(options) };
  sees({ url, method: 'POST', ...seen });
  intercept().reply(400, { error: 'no money' });
  cases['a refusal'] = await ends(options);
  intercept().replyWithError(new Error('lost'));
  cases['`replyWithError(new Error())`'] = await ends(options);
  cases['a request that nobody expects'] = await ends(options);
  return cases;
};

const nock = (name) => async () => {
  const { default: nock } = await import(name);
  nock.disableNetConnect();
  let seen;
  const posted = () =>
    nock('https://app.sms.by')
      .matchHeader('content-type', 'application/json')
      .post('/api/v1/sendBulkViber', (json) => {
        seen = json;
        return true;
      });
  posted().reply(200, accepted);
  const cases = { 'an answer': await ends({}) };
  if (JSON.stringify(seen) !== body) throw new Error(`its body is ${JSON.stringify(seen)}`);
  posted().reply(400, { error: 'no money' });
  cases['a refusal'] = await ends({});
  posted().replyWithError(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
  cases['`replyWithError({ code: "ECONNREFUSED" })`'] = await ends({});
  posted().replyWithError('lost');
  cases['`replyWithError(text)`'] = await ends({});
  cases['a request that nobody expects'] = await ends({});
  return cases;
};

const msw = (name) => async () => {
  const { http, HttpResponse } = await import(name);
  const { setupServer } = await import(`${name}/node`);
  let seen;
  let answer = () => HttpResponse.json(accepted);
  const server = setupServer(
    http.post(url, async ({ request }) => {
      seen = { url: request.url, method: request.method, headers: request.headers, body: await request.text() };
      return answer();
    }),
  );
  server.listen();
  const cases = { 'an answer': await ends({}) };
  sees(seen);
  answer = () => HttpResponse.json({ error: 'no money' }, { status: 400 });
  cases['a refusal'] = await ends({});
  answer = () => HttpResponse.error();
  cases['`HttpResponse.error()`'] = await ends({});
  server.close();
  return cases;
};

const mockttp = async () => {
  const { getLocal } = await import('mockttp');
  const server = getLocal();
  await server.start();
  const baseUrl = `${server.url}/api/v1/`;
  const posted = () => server.forPost('/api/v1/sendBulkViber').once();
  const endpoint = await posted().thenJson(200, accepted);
  const cases = { 'an answer': await ends({ baseUrl }) };
  const [seen] = await endpoint.getSeenRequests();
  sees({ url, method: seen.method, headers: seen.headers, body: await seen.body.getText() });
  await posted().thenJson(400, { error: 'no money' });
  cases['a refusal'] = await ends({ baseUrl });
  await posted().thenCloseConnection();
  cases['`thenCloseConnection()`'] = await ends({ baseUrl });
  await posted().thenResetConnection();
  cases['`thenResetConnection()`'] = await ends({ baseUrl });
  await posted().thenTimeout();
  cases['`thenTimeout()`'] = await ends({ baseUrl, timeout: 500 });
  cases['a request that nobody expects'] = await ends({ baseUrl });
  await server.stop();
  return cases;
};

const fetchMock = async () => {
  const { default: fetchMock } = await import('fetch-mock');
  fetchMock.mockGlobal();
  fetchMock.postOnce(url, accepted);
  const cases = { 'an answer': await ends({}) };
  const call = fetchMock.callHistory.lastCall();
  sees({ url: call.url, method: call.options.method, headers: call.options.headers, body: call.options.body });
  fetchMock.removeRoutes().postOnce(url, { status: 400, body: { error: 'no money' } });
  cases['a refusal'] = await ends({});
  fetchMock.removeRoutes().postOnce(url, { throws: new TypeError('Failed to fetch') });
  cases['`{ throws: new TypeError() }`'] = await ends({});
  fetchMock.removeRoutes();
  cases['a request that nobody expects'] = await ends({});
  return cases;
};

/** In a test runner, whose mock of `fetch` answers or fails once, and tells what it was called with. */
export async function spied({ once, rejects, calls }) {
  once(JSON.stringify(accepted), 200);
  const cases = { 'an answer': await ends({}) };
  const [asked, init] = calls().at(-1);
  sees({ url: asked, ...init });
  once('{"error":"no money"}', 400);
  cases['a refusal'] = await ends({});
  rejects(new TypeError('fetch failed'));
  cases['`mockRejectedValue(new TypeError())`'] = await ends({});
  rejects(new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) }));
  cases['the same, with a cause `ECONNREFUSED`'] = await ends({});
  return cases;
}

const tools = {
  'undici 6': library(async () => (await import('undici-6')).fetch),
  'undici 7': library(async () => (await import('undici-7')).fetch),
  'undici 8': library(async () => (await import('undici-8')).fetch),
  'node-fetch 2': library(async () => (await import('node-fetch-2')).default),
  'node-fetch 3': library(async () => (await import('node-fetch-3')).default),
  'cross-fetch 4': library(async () => (await import('cross-fetch')).default),
  'make-fetch-happen 15': library(async () => (await import('make-fetch-happen')).default),
  "undici 6's MockAgent": mockAgent('undici-6', false),
  "undici 7's MockAgent": mockAgent('undici-7', false),
  "undici 8's MockAgent": mockAgent('undici-8', false),
  "undici 7's MockAgent and fetch": mockAgent('undici-7', true),
  "undici 8's MockAgent and fetch": mockAgent('undici-8', true),
  'nock 14': nock('nock-14'),
  'nock 15': nock('nock-15'),
  'msw 2': msw('msw-2'),
  'msw 3': msw('msw-3'),
  'mockttp 4': mockttp,
  'fetch-mock 12': fetchMock,
};

const [, , tool] = process.argv;
if (tool === 'names') console.log(JSON.stringify(Object.keys(tools)));
else if (tools[tool] !== undefined) {
  const seen = await tools[tool]().catch((error) => ({ fault: error.message }));
  process.stdout.write(`\n${JSON.stringify(seen)}\n`, () => process.exit());
}
