import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Certificates } from '../../runtimes/certificates.ts';

/** Something between a client and the endpoint. */
export interface Peer {
  /** Where the client finds the endpoint. */
  readonly baseUrl: string;
  /** The proxy that the client is to use, where it is one. */
  readonly proxy?: string;
  /** How often it was asked for a tunnel, where it counts. */
  readonly asked?: () => number;
  stop(): Promise<void>;
}

export async function nginx(folder: string, origin: number, { certificate, key }: Certificates, settings: string): Promise<Peer> {
  const port = await freePort();
  const place = join(folder, `nginx-${port}`);
  mkdirSync(place, { recursive: true });
  writeFileSync(
    join(place, 'nginx.conf'),
    `daemon off; pid ${place}/pid; error_log ${place}/error.log; worker_processes 1; user root;
events {}
http {
  access_log off; client_body_temp_path ${place}/a; proxy_temp_path ${place}/b; fastcgi_temp_path ${place}/c; uwsgi_temp_path ${place}/d; scgi_temp_path ${place}/e;
  server {
    listen 127.0.0.1:${port} ssl http2; ssl_certificate ${certificate}; ssl_certificate_key ${key};
    ${settings}
    location / { proxy_pass http://127.0.0.1:${origin}; }
  }
}
`,
  );
  const child = spawn('nginx', ['-c', join(place, 'nginx.conf'), '-p', place], { stdio: 'ignore' });
  await listening(port);
  return { baseUrl: `https://localhost:${port}/api/v1/`, stop: () => ended(child, 'SIGQUIT') };
}

/** nginx that is told to read its configuration again and again, which ends its workers in good order. */
export async function reloadedNginx(folder: string, origin: number, files: Certificates): Promise<Peer> {
  const peer = await nginx(folder, origin, files, 'keepalive_timeout 60s;');
  const settings = join(folder, `nginx-${new URL(peer.baseUrl).port}`, 'nginx.conf');
  const timer = setInterval(() => spawn('nginx', ['-c', settings, '-s', 'reload'], { stdio: 'ignore' }).on('error', () => {}), 150);
  return {
    ...peer,
    stop() {
      clearInterval(timer);
      return peer.stop();
    },
  };
}

export async function haproxy(folder: string, origin: number, { certificate, key }: Certificates, settings: string): Promise<Peer> {
  const port = await freePort();
  const place = join(folder, `haproxy-${port}`);
  mkdirSync(place, { recursive: true });
  execFileSync('sh', ['-c', `cat ${certificate} ${key} > ${place}/both.pem`]);
  writeFileSync(
    join(place, 'haproxy.cfg'),
    `defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
  ${settings}
frontend tls
  bind 127.0.0.1:${port} ssl crt ${place}/both.pem alpn h2,http/1.1
  default_backend endpoint
backend endpoint
  server one 127.0.0.1:${origin}
`,
  );
  const child = spawn('haproxy', ['-f', join(place, 'haproxy.cfg')], { stdio: 'ignore' });
  await listening(port);
  return { baseUrl: `https://localhost:${port}/api/v1/`, stop: () => ended(child, 'SIGTERM') };
}

export async function caddy(folder: string, origin: number, { certificate, key }: Certificates, timeouts: string): Promise<Peer> {
  const port = await freePort();
  const settings = join(folder, `caddy-${port}`);
  writeFileSync(
    settings,
    `{
  admin off
  auto_https off
  servers {
    timeouts {
      ${timeouts}
    }
  }
}
https://localhost:${port} {
  bind 127.0.0.1
  tls ${certificate} ${key}
  reverse_proxy 127.0.0.1:${origin}
}
`,
  );
  const child = spawn('caddy', ['run', '--config', settings, '--adapter', 'caddyfile'], {
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], HOME: folder },
  });
  await listening(port);
  return { baseUrl: `https://localhost:${port}/api/v1/`, stop: () => ended(child, 'SIGTERM') };
}

export async function h2o(folder: string, origin: number, { certificate, key }: Certificates): Promise<Peer> {
  const port = await freePort();
  const settings = join(folder, `h2o-${port}.yaml`);
  writeFileSync(
    settings,
    `user: root
num-threads: 1
listen:
  host: 127.0.0.1
  port: ${port}
  ssl: { certificate-file: ${certificate}, key-file: ${key} }
hosts:
  default:
    paths:
      /: { proxy.reverse.url: "http://127.0.0.1:${origin}/" }
`,
  );
  const child = spawn('h2o', ['-c', settings], { stdio: 'ignore' });
  await listening(port);
  return { baseUrl: `https://localhost:${port}/api/v1/`, stop: () => ended(child, 'SIGTERM') };
}

export async function squid(folder: string, target: Peer, rules: string): Promise<Peer> {
  const port = await freePort();
  const place = join(folder, `squid-${port}`);
  mkdirSync(place, { recursive: true });
  // It gives up the rights of root, and writes its log here.
  chmodSync(place, 0o777);
  writeFileSync(
    join(place, 'squid.conf'),
    `http_port 127.0.0.1:${port}
pid_filename none
cache_log ${place}/cache.log
access_log none
cache deny all
coredump_dir ${place}
shutdown_lifetime 0 seconds
${rules}
`,
  );
  const child = spawn('squid', ['-N', '-n', `port${port}`, '-f', join(place, 'squid.conf')], { stdio: 'ignore' });
  await listening(port);
  return { baseUrl: target.baseUrl, proxy: `http://127.0.0.1:${port}`, stop: () => ended(child, 'SIGINT') };
}

export async function tinyproxy(folder: string, target: Peer, rules: string): Promise<Peer> {
  const port = await freePort();
  const settings = join(folder, `tinyproxy-${port}.conf`);
  writeFileSync(settings, `Port ${port}\nListen 127.0.0.1\nTimeout 60\nMaxClients 100\nLogLevel Critical\n${rules}\n`);
  const child = spawn('tinyproxy', ['-d', '-c', settings], { stdio: 'ignore' });
  await listening(port);
  return { baseUrl: target.baseUrl, proxy: `http://127.0.0.1:${port}`, stop: () => ended(child, 'SIGTERM') };
}

/** A proxy of our own: it answers a CONNECT with a status, hangs up, or tunnels. `cut` ends all tunnels. */
export async function ownProxy(target: Peer, does: number | 'hangs up' | 'tunnels'): Promise<Peer & { cut(): void }> {
  const open = new Set<Socket>();
  let asked = 0;
  const server = createServer((client) => {
    asked++;
    open.add(client);
    client.on('error', () => {}).on('close', () => open.delete(client));
    client.once('data', (head) => {
      if (does === 'hangs up') client.destroy();
      else if (typeof does === 'number') client.end(`HTTP/1.1 ${does} No\r\ncontent-length: 0\r\n\r\n`);
      else tunnel(client, Number(/:(\d+)/.exec(head.toString())?.[1]));
    });
  });
  const tunnel = (client: Socket, port: number) => {
    const upstream = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
    upstream.on('error', () => client.destroy()).pipe(client);
    client.on('close', () => upstream.destroy()).pipe(upstream);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    baseUrl: target.baseUrl,
    proxy: `http://127.0.0.1:${port}`,
    asked: () => asked,
    cut,
    async stop() {
      cut();
      server.close();
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      }).on('error', () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nobody listens on port ${port}`);
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await gone;
  clearTimeout(timer);
}
