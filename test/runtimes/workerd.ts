import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Certificates } from './certificates.ts';
import { withPrinted } from './process-runtime.ts';
import type { Place, Report } from './suite/behaviour.ts';

const longest = 600_000;

/** Runs the suite as a worker of workerd, the runtime of Cloudflare Workers. */
export async function runInWorkerd(binary: string, script: string, place: Place, files: Certificates): Promise<Report> {
  const { answer, printed } = await askWorker(binary, script, place, { authority: readFileSync(files.authority, 'utf8') });
  return withPrinted(JSON.parse(answer) as Report, printed);
}

/** Serves a worker, posts JSON to it, and gives what it answers. */
export async function askWorker(
  binary: string,
  script: string,
  question: object,
  { authority = '', date = '2026-10-01' }: { readonly authority?: string | undefined; readonly date?: string | undefined },
): Promise<{ readonly answer: string; readonly printed: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'workerd-'));
  const config = join(folder, 'config.capnp');
  writeFileSync(join(folder, 'worker.js'), script);
  writeFileSync(config, configuration(authority, date));
  // It tells on the third file descriptor on which port it listens.
  const child = spawn(binary, ['serve', config, '--control-fd=3'], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      printed += chunk;
    });
  const ended = new Promise<never>((_, reject) =>
    child.on('error', reject).on('close', (code) => reject(new Error(`workerd ended with ${code}: ${printed.slice(-2000)}`))),
  );
  ended.catch(() => {});
  try {
    const port = (await portOf(child.stdio[3] as Readable)) ?? (await ended);
    const answer = await Promise.race([
      fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: JSON.stringify(question), signal: AbortSignal.timeout(longest) }),
      ended,
    ]);
    if (!answer.ok) throw new Error(`the worker answered with ${answer.status}: ${printed.slice(-2000)}`);
    return { answer: await answer.text(), printed };
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function portOf(told: Readable): Promise<number | undefined> {
  for await (const line of createInterface(told)) {
    const { event, port } = JSON.parse(line) as { event: string; port?: number };
    if (event === 'listen' && port !== undefined) return port;
  }
  return undefined;
}

const configuration = (authority: string, date: string) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      modules = [(name = "worker", esModule = embed "worker.js")],
      compatibilityDate = "${date}",
      globalOutbound = "network",
    )),
    (name = "network", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true, trustedCertificates = ${JSON.stringify(authority === '' ? [] : [authority])}))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);
`;
