import { spawn } from 'node:child_process';
import type { Certificates } from './certificates.ts';
import type { Place, Report } from './suite/behaviour.ts';
import { pieces } from './suite/secrets.ts';

const longest = 600_000;

/** Runs the suite as a program. */
export async function runAsProcess(
  binary: string,
  args: readonly string[],
  place: Place,
  { authority }: Certificates,
): Promise<Report> {
  const child = spawn(binary, [...args, JSON.stringify(place)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: longest,
    env: { ...process.env, NODE_EXTRA_CA_CERTS: authority, DENO_CERT: authority },
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
  if (code !== 0) throw new Error(`the suite ended with ${code}: ${err.slice(-2000)}`);
  const end = out.trimEnd().lastIndexOf('\n');
  return withPrinted(JSON.parse(out.slice(end)) as Report, out.slice(0, end) + err);
}

/** Adds what was printed meanwhile as a behaviour of its own. */
export function withPrinted({ results }: Report, printed: string): Report {
  const title = 'prints no secret of what is given to console.log';
  const shown = pieces.find((piece) => printed.includes(piece));
  if (shown !== undefined) return { results: [...results, { title, fault: `what starts with ${shown.slice(0, 3)} was printed` }] };
  if (!printed.includes('rejected in HTML')) return { results: [...results, { title, fault: 'nothing was printed' }] };
  return { results: [...results, { title }] };
}
