import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from 'viber-mailing/sandbox';
import { packInto } from '../../package/pack.ts';
import { writeTable } from '../write-table.ts';

// Builds an app of Next with each of its versions, sends the same mailing three times under each setting of its cache, and counts
// what arrives. `--write` writes the table of next.md, in both languages.

const versions = ['15.5.29', '16.4.6'];
const react = '19.3.1';
const settings = ['none', 'auto', 'default-cache', 'force-cache', 'force-no-store'];
const times = 3;

const fetchCache = (setting: string) => (setting === 'none' ? '' : `export const fetchCache = '${setting}';\n`);

const mailings = (setting: string) => `import { createClient, mailing } from 'viber-mailing';

${fetchCache(setting)}
const client = createClient({ token: 'my-token', from: '444', baseUrl: process.env.VIBER_BASE_URL });

export async function POST() {
  const { uuid } = await client.send(mailing().bulk().text('Hello').to('375291111111'));
  return Response.json({ uuid });
}
`;

/** The same request, by hand: it shows that the cache is there. The routes share it, so that each has a text of its own. */
const byHand = (setting: string) => `${fetchCache(setting)}
export async function POST() {
  const content = { type: 'text', text: '${setting}' };
  const mailing = { alphaname_id: '444', message_type: 'bulk', content, delivery_list: ['375291111111'] };
  const body = JSON.stringify({ token: 'my-token', messages: [mailing] });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(process.env.VIBER_BASE_URL + 'sendBulkViber', { method: 'POST', headers, body });
  return Response.json(await answer.json());
}
`;

const packed = mkdtempSync(join(tmpdir(), 'viber-mailing-next-'));
const tarball = packInto(packed);
let passed = 0;
let failed = 0;
/** How many of them arrived, by version, route and setting. */
const arrived = new Map<string, number>();
try {
  for (const version of versions) await observe(version);
} finally {
  rmSync(packed, { recursive: true });
}
if (process.argv.includes('--write') && failed === 0) write();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

async function observe(version: string): Promise<void> {
  const folder = mkdtempSync(join(packed, 'app-'));
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const installed = [tarball, `next@${version}`, `react@${react}`, `react-dom@${react}`];
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', ...installed], { cwd: folder, stdio: 'inherit' });
  writeFile(folder, 'app/layout.js', 'export default ({ children }) => <html><body>{children}</body></html>;');
  writeFile(folder, 'app/page.js', 'export default () => <p>Mailings</p>;');
  for (const setting of settings) {
    writeFile(folder, `app/client/${setting}/route.js`, mailings(setting));
    writeFile(folder, `app/by-hand/${setting}/route.js`, byHand(setting));
  }
  const next = join(folder, 'node_modules/next/dist/bin/next');
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  const built = spawnSync(process.execPath, [next, 'build'], { cwd: folder, encoding: 'utf8', env });
  check(`Next ${version} builds`, built.status === 0, built.stdout + built.stderr);
  if (built.status !== 0) return;

  const sandbox = createSandbox();
  const { baseUrl, close } = await sandbox.listen();
  const server = spawn(process.execPath, [next, 'start', '-p', '0', '-H', '127.0.0.1'], {
    cwd: folder,
    env: { ...env, VIBER_BASE_URL: baseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let printed = '';
      server.stdout.on('data', (text) => {
        printed += text;
        const [, found] = /(http:\/\/127\.0\.0\.1:\d+)[\s\S]*Ready/.exec(printed) ?? [];
        if (found) resolve(found);
      });
      server.on('close', () => reject(new Error(`next start ended: ${printed}`)));
    });
    for (const route of ['client', 'by-hand']) {
      for (const setting of settings) {
        sandbox.reset();
        let receipts = 0;
        for (let time = 0; time < times; time++) {
          const answer = await fetch(`${url}/${route}/${setting}`, { method: 'POST' });
          if (/"uuid":"[0-9a-f-]{36}"/.test(await answer.text())) receipts++;
        }
        check(`Next ${version}, ${route}, ${setting}: ${receipts} of ${times} have a receipt`, receipts === times);
        const count = sandbox.requests.length;
        arrived.set(`${version} ${route} ${setting}`, count);
        // The cache answers the second one, unless it is switched off; the client's go out in each case.
        const wanted = route === 'client' || ['none', 'force-no-store'].includes(setting) ? times : 1;
        check(`Next ${version}, ${route}, ${setting}: ${count} of ${times} arrived`, count === wanted);
      }
    }
  } finally {
    server.kill();
    await close();
  }
}

function writeFile(folder: string, path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function check(title: string, holds: boolean, said = ''): void {
  if (holds) passed++;
  else failed++;
  console.log(holds ? `✓ ${title}` : `✗ ${title}\n${said}`);
}

function write(): void {
  const head = ['| `fetchCache` | Next | `client.send` | `fetch` |', '|---|---|---|---|'];
  const lines = settings.flatMap((setting) =>
    versions.map((version) => {
      const [sent, byHand] = ['client', 'by-hand'].map((route) => arrived.get(`${version} ${route} ${setting}`));
      return `| ${setting === 'none' ? '–' : `\`'${setting}'\``} | ${version} | ${sent} | ${byHand} |`;
    }),
  );
  const date = new Date().toISOString().slice(0, 10);
  writeTable('next', `${[...head, ...lines].join('\n')}\n\nRun on ${date} with react ${react}.`);
}
