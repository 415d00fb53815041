import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Report } from './suite/behaviour.ts';

/** Runs a script in a page of Chromium that has no network, and gives what it observed. */
export async function runInChromium(installed: string, script: string): Promise<Report> {
  const browser = await launchChromium(installed);
  try {
    const page = await browser.newPage({ offline: true });
    await page.addScriptTag({ content: script });
    return (await page.evaluate('observed')) as Report;
  } finally {
    await browser.close();
  }
}

/** Starts Chromium, and gives what Playwright calls a `Browser`: its types are not there, as it is installed apart. */
export async function launchChromium(installed: string): Promise<any> {
  const require = createRequire(join(installed, 'package.json'));
  // The packed browser unpacks itself, and the libraries that it needs where it is told to be on AWS, into the folder for temporary files.
  const unpacked = join(installed, 'chromium');
  mkdirSync(unpacked, { recursive: true });
  Object.assign(process.env, { TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' });
  const packed = require('@sparticuz/chromium');
  const { chromium } = require('playwright-core');
  // Its own list of folders with fonts is that of AWS: where there is none, a page with a button crashes.
  process.env['FONTCONFIG_FILE'] ??= join(unpacked, 'fonts.conf');
  writeFileSync(
    join(unpacked, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig><dir>${join(unpacked, 'fonts')}</dir><cachedir>${join(unpacked, 'fonts-cache')}</cachedir></fontconfig>`,
  );
  try {
    // Not with the arguments that come with it: they make one process of it all, which ends with the first page that does, and let pages do
    // what a browser forbids.
    return await chromium.launch({ executablePath: await packed.executablePath(), args: ['--no-sandbox'], headless: true });
  } catch (error) {
    // It may have been cut off while it unpacked itself: the next run does it anew.
    rmSync(unpacked, { recursive: true });
    throw error;
  }
}
