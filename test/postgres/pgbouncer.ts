import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { startGuard } from './guard.ts';
import type { Connection } from './server.ts';

export interface PoolerOptions {
  readonly mode: 'session' | 'transaction';
  /** How many connections it has to the server. */
  readonly size: number;
}

/** Where the program is; `undefined` where it neither is nor can be had: as root it is taken from Debian, into a folder. */
export function findPgBouncer(): Program | undefined {
  const path = ['/usr/sbin/pgbouncer', '/usr/local/bin/pgbouncer', '/usr/bin/pgbouncer'].find((each) => existsSync(each));
  if (path !== undefined) return { path, libraries: '' };
  const folder = mkdtempSync(join(tmpdir(), 'viber-mailing-pgbouncer-'));
  chmodSync(folder, 0o755);
  const script = 'apt-get -q download pgbouncer libcares2 libevent-2.1-7 && for each in *.deb; do dpkg -x "$each" .; done';
  if (spawnSync('sh', ['-c', script], { cwd: folder }).status !== 0) return undefined;
  const libraries = spawnSync('sh', ['-c', 'echo usr/lib/*-linux-gnu'], { cwd: folder, encoding: 'utf8' }).stdout.trim();
  return { path: join(folder, 'usr/sbin/pgbouncer'), libraries: join(folder, libraries) };
}

export interface Program {
  readonly path: string;
  readonly libraries: string;
}

/** PgBouncer before a server, in front of which it can be killed and started again. */
export class PgBouncer {
  /** Through it. */
  readonly connection: Connection;
  readonly #program: Program;
  readonly #folder: string;
  readonly #guard: ReturnType<typeof startGuard>;
  #process: ChildProcess | undefined;

  private constructor(program: Program, folder: string, connection: Connection) {
    this.#program = program;
    this.#folder = folder;
    this.#guard = startGuard(folder);
    this.connection = connection;
  }

  static async begin(program: Program, server: Connection, { mode, size }: PoolerOptions): Promise<PgBouncer> {
    const folder = mkdtempSync(join(tmpdir(), 'viber-mailing-pgbouncer-'));
    chmodSync(folder, 0o755);
    const port = await freePort();
    const settings = {
      listen_addr: '127.0.0.1',
      listen_port: port,
      unix_socket_dir: '',
      // The passwords of this file are for the server.
      auth_type: 'trust',
      auth_file: join(folder, 'users'),
      pool_mode: mode,
      default_pool_size: size,
      max_client_conn: 500,
      // It tries again sooner when the server was away.
      server_login_retry: 1,
      ignore_startup_parameters: 'extra_float_digits',
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
    const database = `${server.database} = host=${server.host} port=${server.port}`;
    writeFileSync(join(folder, 'pgbouncer.ini'), `[databases]\n${database}\n[pgbouncer]\n${lines.join('\n')}\n`);
    writeFileSync(join(folder, 'users'), `"${server.user}" "${server.password}"\n`);
    const pooler = new PgBouncer(program, folder, { ...server, port });
    await pooler.start();
    return pooler;
  }

  async start(): Promise<void> {
    // It does not run as root.
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const env = { ...process.env, LD_LIBRARY_PATH: this.#program.libraries };
    const pooler = spawn(this.#program.path, ['-q', join(this.#folder, 'pgbouncer.ini')], {
      ...user,
      env,
      stdio: 'ignore',
      detached: true,
    });
    this.#process = pooler;
    this.#guard.watch(pooler.pid);
    pooler.unref();
    while (!(await listens(this.connection.port))) {
      if (pooler.exitCode !== null) throw new Error(`pgbouncer ended with ${pooler.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Ends it without a word. */
  async kill(): Promise<void> {
    const pooler = this.#process;
    if (pooler === undefined) return;
    pooler.ref();
    const exit = once(pooler, 'exit');
    pooler.kill('SIGKILL');
    await exit;
    this.#process = undefined;
    this.#guard.watch(undefined);
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
    this.#guard.end();
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(() => resolve(true)));
    socket.on('error', () => resolve(false));
  });
}
