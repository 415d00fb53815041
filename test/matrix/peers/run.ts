import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeCertificates } from '../../runtimes/certificates.ts';
import { installRuntimes } from '../../runtimes/install.ts';
import { type Installed, installedRuntimes } from '../../runtimes/installed-runtimes.ts';
import { writeTable } from '../write-table.ts';
import { Origin } from './origin.ts';
import { caddy, freePort, h2o, haproxy, nginx, ownProxy, type Peer, reloadedNginx, squid, tinyproxy } from './peers.ts';

// Sends through real servers and proxies on each runtime, over TLS, and compares what became of each mailing with how often it arrived.
// Needs nginx, haproxy, caddy, h2o, squid, tinyproxy and openssl, such as Debian has them. `--write` writes the table of runtimes.md, in both languages;
// other arguments name the runtimes.
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'viber-mailing-peers-'));
const origin = await Origin.start();

interface Way {
  readonly way: 'single' | 'campaign';
  readonly sends: number;
  readonly concurrency: number;
  readonly pause: number;
}

const atOnce: Way = { way: 'single', sends: 300, concurrency: 8, pause: 0 };
const paced: Way = { way: 'single', sends: 300, concurrency: 4, pause: 10 };
const campaign: Way = { way: 'campaign', sends: 300, concurrency: 4, pause: 0 };
const few: Way = { way: 'campaign', sends: 60, concurrency: 4, pause: 0 };
const one: Way = { way: 'single', sends: 20, concurrency: 2, pause: 0 };

/** What a cell must come to, beside what holds for all of them. */
type Wanted = 'accepted' | 'not-sent' | 'unknown';

interface Cell {
  readonly peer: string;
  readonly opens: () => Promise<Peer>;
  readonly ways: readonly Way[];
  /** For each runtime that gives a proof. */
  readonly wants: Wanted;
}

chmodSync(folder, 0o755);
mkdirSync(join(folder, 'node_modules'));
symlinkSync(root, join(folder, 'node_modules/viber-mailing'), 'dir');
symlinkSync(join(root, 'node_modules/libsql'), join(folder, 'node_modules/libsql'), 'dir');
installUndici();
copyFileSync(new URL('sender.mjs', import.meta.url), join(folder, 'sender.mjs'));
const files = makeCertificates(folder);
writeFileSync(join(folder, 'users'), '');
const plain = await nginx(folder, origin.port, files, 'keepalive_timeout 60s;');
const dead: Peer = { baseUrl: `https://localhost:${await freePort()}/api/v1/`, stop: async () => {} };
const allowed = 'http_access allow all';
const login = `auth_param basic program /usr/lib/squid/basic_ncsa_auth ${join(folder, 'users')}
acl known proxy_auth REQUIRED
http_access deny !known`;

const cells: readonly Cell[] = [
  {
    peer: 'nginx, `keepalive_requests 5`',
    opens: () => nginx(folder, origin.port, files, 'keepalive_requests 5;'),
    ways: [atOnce, campaign],
    wants: 'accepted',
  },
  {
    peer: 'nginx, `keepalive_timeout 10ms`',
    opens: () => nginx(folder, origin.port, files, 'keepalive_timeout 10ms;'),
    ways: [paced, { ...paced, way: 'campaign' }],
    wants: 'accepted',
  },
  { peer: 'nginx, reloaded', opens: () => reloadedNginx(folder, origin.port, files), ways: [paced, campaign], wants: 'accepted' },
  {
    peer: 'HAProxy, `timeout http-keep-alive 10ms`',
    opens: () => haproxy(folder, origin.port, files, 'timeout http-keep-alive 10ms'),
    ways: [paced, campaign],
    wants: 'accepted',
  },
  {
    peer: 'Caddy, `idle 10ms`',
    opens: () => caddy(folder, origin.port, files, 'idle 10ms'),
    ways: [paced, campaign],
    wants: 'accepted',
  },
  { peer: 'h2o', opens: () => h2o(folder, origin.port, files), ways: [atOnce, campaign], wants: 'accepted' },
  { peer: 'squid', opens: () => squid(folder, plain, allowed), ways: [one, few], wants: 'accepted' },
  { peer: 'squid that forbids (403)', opens: () => squid(folder, plain, 'http_access deny all'), ways: [one], wants: 'not-sent' },
  { peer: 'squid that wants a login (407)', opens: () => squid(folder, plain, login), ways: [one], wants: 'not-sent' },
  { peer: 'squid, nobody listens behind it (503)', opens: () => squid(folder, dead, allowed), ways: [one, few], wants: 'not-sent' },
  { peer: 'tinyproxy', opens: () => tinyproxy(folder, plain, 'Allow 127.0.0.1'), ways: [one, few], wants: 'accepted' },
  {
    peer: 'tinyproxy that forbids (403)',
    opens: () => tinyproxy(folder, plain, 'Allow 127.0.0.1\nConnectPort 1'),
    ways: [one],
    wants: 'not-sent',
  },
  {
    peer: 'tinyproxy, nobody listens behind it (500)',
    opens: () => tinyproxy(folder, dead, 'Allow 127.0.0.1'),
    ways: [one],
    wants: 'not-sent',
  },
  ...[502, 503, 504].map(
    (status): Cell => ({
      peer: `a proxy that says ${status}`,
      opens: () => ownProxy(plain, status),
      ways: [few],
      wants: 'not-sent',
    }),
  ),
  { peer: 'a proxy that hangs up', opens: () => ownProxy(plain, 'hangs up'), ways: [one], wants: 'not-sent' },
  {
    peer: 'a proxy that is down',
    opens: async () => ({ ...plain, proxy: `http://127.0.0.1:${await freePort()}`, stop: async () => {} }),
    ways: [one],
    wants: 'not-sent',
  },
  { peer: 'a proxy that cuts the tunnel after the POST', opens: cutting, ways: [{ ...one, concurrency: 1 }], wants: 'unknown' },
];

async function cutting(): Promise<Peer> {
  const proxy = await ownProxy(plain, 'tunnels');
  origin.beforeAnswer = proxy.cut;
  return {
    ...proxy,
    async stop() {
      origin.beforeAnswer = () => {};
      await proxy.stop();
    },
  };
}

/** For one request: src/client/connection.ts gives up after the fifth, when another may be under way. */
const maxTunnels = 6;

/** How each came out, and how often it arrived. */
interface Tally {
  readonly counts: Readonly<Record<string, number>>;
  readonly arrived: number;
  readonly faults: readonly string[];
}

let passed = 0;
let failed = 0;
/** What became of the sends through a peer, by the runtime. */
const rows = new Map<string, Map<string, string>>();
const used: string[] = [];
try {
  for (const runtime of installedRuntimes(installRuntimes())) {
    // workerd has neither a proxy nor an authority of the environment.
    if (runtime.sort === 'workerd') continue;
    if (named.length > 0 && !named.some((name) => runtime.name.toLowerCase().startsWith(name.toLowerCase()))) continue;
    used.push(runtime.name);
    for (const cell of cells) for (const way of cell.ways) await observe(runtime, cell, way);
  }
} finally {
  await plain.stop();
  origin.close();
  rmSync(folder, { recursive: true, force: true });
}
if (process.argv.includes('--write')) write();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

async function observe(runtime: Installed, cell: Cell, way: Way): Promise<void> {
  const peer = await cell.opens();
  origin.arrived = new Map();
  let tally: Tally;
  try {
    tally = compare(await send(runtime, peer, way));
  } catch (error) {
    tally = { counts: {}, arrived: origin.arrived.size, faults: [String(error)] };
  } finally {
    await peer.stop();
  }
  const { counts, arrived } = tally;
  // What was not sent stays pending in a campaign.
  const wants = cell.wants === 'not-sent' && way.way === 'campaign' ? 'pending' : cell.wants;
  const others = Object.entries(counts).filter(([outcome]) => outcome.split(' ')[0] !== wants);
  const faults = [...tally.faults];
  // Left alone, Node 22 to 26.0 asks a proxy that hangs up without an end.
  const asked = peer.asked?.();
  if (asked !== undefined && asked > maxTunnels * way.sends) faults.push(`${asked} tunnels were asked for`);
  if (others.length > 0 && gives(runtime, cell)) faults.push(`not all are ${wants}`);
  const shown = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
  if (asked !== undefined) shown.push(`${asked} tunnels asked for`);
  console.log(
    `${faults.length === 0 ? ' ' : '!'} ${runtime.name} · ${cell.peer} · ${way.way}: ${shown.join(', ')}; ${arrived} arrived ${faults.join('; ')}`,
  );
  if (faults.length === 0) passed++;
  else failed++;
  const row = `${cell.peer} | ${way.sends}, ${way.way}`;
  const short = Object.entries(counts).map(([outcome, count]) => {
    const [kind = ''] = outcome.split(' ');
    return count === way.sends ? kind : `${count} ${kind}`;
  });
  rows.set(row, (rows.get(row) ?? new Map<string, string>()).set(runtime.name, short.join(', ')));
}

/** Whether the runtime can give what is wanted: Bun says the same of a proxy that hangs up before and after the request. */
function gives({ sort }: Installed, { peer, wants }: Cell): boolean {
  if (wants === 'accepted') return true;
  return !(sort === 'bun' && /hangs up|down/.test(peer));
}

/** What must hold in every cell. */
function compare(outcomes: Readonly<Record<string, string>>): Tally {
  const counts: Record<string, number> = {};
  const faults: string[] = [];
  for (const [phone, outcome] of Object.entries(outcomes)) {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    const times = origin.arrived.get(phone) ?? 0;
    if (times > 1) faults.push(`${phone} arrived ${times} times`);
    if (/^(?:not-sent|pending)/.test(outcome) && times > 0) faults.push(`${phone} is ${outcome}, and arrived`);
    if (outcome === 'accepted' && times !== 1) faults.push(`${phone} is accepted, and arrived ${times} times`);
  }
  return { counts, arrived: origin.arrived.size, faults: faults.slice(0, 3) };
}

async function send(
  { name, sort, binary }: Installed,
  { baseUrl, proxy }: Peer,
  way: Way,
): Promise<Readonly<Record<string, string>>> {
  // Node's fetch knows the proxies of the environment from 22.21 and 24.0 on, and earlier only by undici.
  const undici = proxy !== undefined && name.startsWith('Node 20') ? 'undici' : undefined;
  const settings = JSON.stringify({ baseUrl, undici, ...way });
  const deno = ['run', '--no-prompt', '--node-modules-dir=manual', '-A'];
  const child = spawn(binary, [...(sort === 'deno' ? deno : []), 'sender.mjs', settings], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      NODE_EXTRA_CA_CERTS: files.authority,
      DENO_CERT: files.authority,
      ...(proxy !== undefined && { HTTPS_PROXY: proxy, https_proxy: proxy, NODE_USE_ENV_PROXY: '1' }),
    },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`the sender ended with ${code}: ${err.slice(-500)}`);
  return JSON.parse(out.trim().split('\n').at(-1) as string);
}

function installUndici(): void {
  const place = join(folder, 'undici');
  mkdirSync(place);
  writeFileSync(join(place, 'package.json'), '{"private":true}');
  const options = ['--silent', '--no-audit', '--no-fund', '--no-package-lock'];
  execFileSync('npm', ['install', ...options, 'undici@6.29.1'], { cwd: place, stdio: ['ignore', 'ignore', 'inherit'] });
  symlinkSync(join(place, 'node_modules/undici'), join(folder, 'node_modules/undici'), 'dir');
}

function write(): void {
  const date = new Date().toISOString().slice(0, 10);
  const versions = [
    ['nginx', '-v'],
    ['haproxy', '-v'],
    ['caddy', 'version'],
    ['h2o', '--version'],
    ['squid', '--version'],
    ['tinyproxy', '-v'],
  ].map(([command = '', argument = '']) => {
    const said = execFileSync('sh', ['-c', `${command} ${argument} 2>&1 | head -1`], { encoding: 'utf8' });
    return `${command} ${/\d+\.\d+(?:\.\d+)*/.exec(said)?.[0]}`;
  });
  const lines = [...rows].map(([row, byRuntime]) => `| ${row} | ${used.map((name) => byRuntime.get(name) ?? '–').join(' | ')} |`);
  const table = [`| through | sends | ${used.join(' | ')} |`, `|---|---|${'---|'.repeat(used.length)}`, ...lines].join('\n');
  writeTable(
    'runtimes',
    `${table}\n\nRun on ${date} with ${versions.join(', ')}; through a proxy on Node 20 by undici 6.29.1.`,
    'peers',
  );
}
