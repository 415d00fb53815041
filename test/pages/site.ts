import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { serve } from '../../docs/site/serve.ts';
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

/** Installs the browser and serves the site, as a host of static files would. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'viber-mailing-site-'));
  cpSync(fileURLToPath(new URL('../../docs/site/dist', import.meta.url)), folder, { recursive: true });
  project.provide('siteFolder', folder);
  project.provide('browserFolder', installRuntimes());
  const { server, url } = await serve(folder);
  project.provide('siteUrl', url);
  return () => {
    server.close().closeAllConnections();
    rmSync(folder, { recursive: true });
  };
}
