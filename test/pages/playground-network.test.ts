import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { usePlayground } from './playground.ts';

const open = usePlayground();

/** Ways out of a worker: each a statement in which `url(name)` is where it goes. */
const ways: Readonly<Record<string, string>> = {
  fetch: "fetch(url('fetch'))",
  post: "fetch(url('post'), { method: 'POST', mode: 'no-cors', keepalive: true, body: 'secret' })",
  xhr: "const xhr = new XMLHttpRequest(); xhr.open('GET', url('xhr')); xhr.send()",
  'waiting-xhr': "const xhr = new XMLHttpRequest(); xhr.open('GET', url('waiting-xhr'), false); xhr.send()",
  'web-socket': "new WebSocket(url('web-socket').replace('http', 'ws'))",
  'event-source': "new EventSource(url('event-source'))",
  'import-scripts': "importScripts(url('import-scripts'))",
  import: "import(url('import'))",
  worker: "new Worker(url('worker'))",
  'worker-of-text': blobWorker("fetch(url('worker-of-text'))"),
  'import-in-worker-of-text': blobWorker("importScripts(url('import-in-worker-of-text'))"),
  font: "new FontFace('font', 'url(' + url('font') + ')').load()",
  cache: "caches.open('cache').then((cache) => cache.add(url('cache')))",
};

/** Ways that workers do not have, or not without an origin, or not in this browser: tried all the same. */
const others: Readonly<Record<string, string>> = {
  beacon: "navigator.sendBeacon(url('beacon'), 'secret')",
  'shared-worker': "new SharedWorker(url('shared-worker'))",
  image: "new Image().src = url('image')",
  'web-transport': "new WebTransport(url('web-transport').replace('http', 'https'))",
  rtc: "new RTCPeerConnection({ iceServers: [{ urls: 'stun:' + new URL(url('')).host }] }).createDataChannel('x')",
  'web-socket-stream': "new WebSocketStream(url('web-socket-stream').replace('http', 'ws'))",
  later: "fetchLater(url('later'))",
  location: "location.href = url('location')",
  'worker-of-data':
    "new Worker('data:text/javascript,' + encodeURIComponent('fetch(' + JSON.stringify(url('worker-of-data')) + ')'))",
  'service-worker': "navigator.serviceWorker.register(url('service-worker'))",
};

function blobWorker(statement: string): string {
  return `new Worker(URL.createObjectURL(new Blob([url, ${JSON.stringify(`; try { ${statement} } catch {}`)}])))`;
}

/** A script that tries them all, each whatever becomes of the others. */
function trying(origin: string): string {
  const statements = Object.values({ ...ways, ...others }).map(
    (way) => `try { await Promise.race([(async () => { ${way}; })(), undefined]); } catch {}`,
  );
  return `function url(name) { return '${origin}/' + name; }\n${statements.join('\n')}`;
}

/** A place on this machine that notes what reaches it, by TCP and UDP. */
async function watch() {
  const reached = new Set<string>();
  const seen = { connections: 0, datagrams: 0 };
  const server = createServer(({ url = '' }, response) => {
    reached.add(url.slice(1));
    const type = url === '/control' ? 'text/html' : 'text/javascript';
    response.writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*' }).end();
  });
  server.on('connection', () => seen.connections++);
  server.on('upgrade', ({ url = '' }, socket) => {
    reached.add(url.slice(1));
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const udp = createSocket('udp4', () => seen.datagrams++);
  await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    udp.close();
    server.close().closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${port}`, reached, seen };
}

it('the check sees every way out of a worker whose page has no policy', async () => {
  const { origin, reached } = await watch();
  const { page } = await open('');
  await page.goto(`${origin}/control`);
  const script = `(async () => { ${trying(origin)} })()`;
  await page.evaluate(`void new Worker(URL.createObjectURL(new Blob([${JSON.stringify(script)}], { type: 'text/javascript' })))`);
  for (const way of Object.keys(ways)) await expect.poll(() => [...reached], { timeout: 10_000 }).toContain(way);
});

it('a program makes no connection, by any of them', async () => {
  const { origin, seen } = await watch();
  const { page, write } = await open('');
  // It waits, so that what it began would get out.
  await write(
    `// @ts-nocheck\n${trying(origin).replaceAll('function url', 'globalThis.url = function url')}\nawait new Promise((resolve) => setTimeout(resolve, 1_000));\nconsole.log('tried');`,
  );
  expect(await page.locator('#problems').textContent()).toBe('');
  expect(await page.locator('#log').textContent()).toMatch(/^tried/);
  expect(seen).toEqual({ connections: 0, datagrams: 0 });
});

it('nor does what it hands to the page: only text and inert pictures come of it', async () => {
  const { origin, seen } = await watch();
  const { page, write } = await open('');
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" onload="fetch('${origin}')"><script href="${origin}/script"/><image href="${origin}/image" width="9" height="9"/><style>@import url(${origin}/style)</style></svg>`;
  const forged = {
    shown: [
      {
        name: '<b>x',
        kind: 'mailing',
        json: `<img src="${origin}/json">`,
        pictures: [{ label: '<i>label', light: picture, dark: picture }],
      },
    ],
    log: [`<img src="${origin}/log">`],
  };
  await write(`// @ts-nocheck\npostMessage(${JSON.stringify(JSON.stringify(forged))}); await new Promise(() => {});`);
  expect(await page.locator('figcaption').textContent()).toBe('<i>label');
  expect(await page.locator('#pictures img.light').evaluate((image: any) => image.decode().then(() => image.naturalWidth))).toBe(
    20,
  );
  expect(await page.locator('#json').textContent()).toBe(`<img src="${origin}/json">`);
  expect(seen).toEqual({ connections: 0, datagrams: 0 });
});

it.each([
  ['a loop without an end', 'while (true) {}', 'Stopped after two seconds'],
  ['a promise without an answer', 'await new Promise(() => {});', 'Stopped after two seconds'],
  ['a thrown value that cannot be looked at', 'throw new Proxy({}, { get() { throw 1; } });', 'thrown: [object]'],
  [
    'an answer that is none',
    "// @ts-nocheck\npostMessage({ shown: 'everything' });",
    'The program ended in a way that says nothing',
  ],
  ['a flood of messages', '// @ts-nocheck\nfor (;;) postMessage("x".repeat(1e6));', 'The program ended in a way that says nothing'],
])('%s is stopped, and the page goes on', async (_, program, said) => {
  const { page, write, mistakes } = await open('');
  await write(program);
  expect((await mistakes()).join()).toContain(said);
  await write("import { mailing } from 'viber-mailing';\nmailing().bulk().text('Hello').to('375291111111');");
  expect(await mistakes()).toEqual([]);
  expect(await page.locator('#json').textContent()).toContain('"Hello"');
});

it('the program runs in no page but one without an origin', async () => {
  const { page } = await open('');
  await page.goto(new URL('run.html', page.url()).href);
  await page.evaluate(
    "addEventListener('message', ({ data }) => { if ('outcome' in data || 'stopped' in data) globalThis.answered = true; })",
  );
  await page.evaluate("postMessage({ script: '', number: 1 }, '*'); new Promise((resolve) => setTimeout(resolve, 500))");
  expect(await page.evaluate('globalThis.answered')).toBeUndefined();
});
