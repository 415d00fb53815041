import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const src = fileURLToPath(new URL('../../src/', import.meta.url));

/** A program of one file, so that a worker is there soon after it is started. */
export class Workers {
  readonly #dir: string;
  readonly #running = new Set<ChildProcess>();

  private constructor(dir: string) {
    this.#dir = dir;
  }

  static async make(program = new URL('worker.ts', import.meta.url)): Promise<Workers> {
    // Where packages are found that cannot be put into the program.
    const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
    mkdirSync(cache, { recursive: true });
    const dir = mkdtempSync(join(cache, 'workers-'));
    await build({
      entryPoints: [fileURLToPath(program)],
      outfile: join(dir, 'worker.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      alias: {
        'viber-mailing': `${src}index.ts`,
        'viber-mailing/campaign': `${src}campaign/index.ts`,
        'viber-mailing/postgres': `${src}campaign/postgres/index.ts`,
        'viber-mailing/bullmq': `${src}campaign/bullmq/index.ts`,
      },
      external: ['pg-native', 'libsql'],
      // For packages that are not modules.
      banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
    });
    return new Workers(dir);
  }

  /** Starts a worker. `under` is a command that runs it, such as strace and its arguments. */
  start(task: object, under: readonly string[] = [], node = process.execPath): Worker {
    const [program, ...args] = [...under, node, join(this.#dir, 'worker.mjs'), JSON.stringify(task)];
    const child = spawn(program as string, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#running.add(child);
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
    const ended = new Promise<Ended>((resolve) => {
      child.on('close', (code, signal) => {
        this.#running.delete(child);
        resolve({ code, signal, said });
      });
    });
    return { pid: child.pid as number, ended, kill: (signal = 'SIGKILL') => child.kill(signal) };
  }

  /** The program, for a thread. */
  get program(): string {
    return join(this.#dir, 'worker.mjs');
  }

  /** Ends those that run, and removes the program. */
  clear(): void {
    for (const child of this.#running) child.kill('SIGKILL');
    rmSync(this.#dir, { recursive: true });
  }
}

export interface Worker {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  kill(signal?: NodeJS.Signals): boolean;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it wrote to its standard error. */
  readonly said: string;
}
