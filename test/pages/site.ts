import { cpSync, createReadStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { installRuntimes } from '../runtimes/install.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder in which a copy of the built site is, so that it stays as it is while it is looked at. */
    siteFolder: string;
    /** Where the built site is served, with a slash at its end. */
    siteUrl: string;
    /** The folder into which the browser, and what is used in it, is installed. */
    browserFolder: string;
  }
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** Installs the browser and serves the site, as a host of static files would. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'viber-mailing-site-'));
  cpSync(fileURLToPath(new URL('../../docs/site/dist', import.meta.url)), folder, { recursive: true });
  project.provide('siteFolder', folder);
  project.provide('browserFolder', installRuntimes());
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = normalize(join(folder, decodeURIComponent(pathname)));
    const file = path.endsWith('/') ? join(path, 'index.html') : path;
    if (!file.startsWith(folder) || !existsSync(file) || statSync(file).isDirectory()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain; charset=utf-8' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  project.provide('siteUrl', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return () => {
    server.close().closeAllConnections();
    rmSync(folder, { recursive: true });
  };
}
