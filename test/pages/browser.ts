import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import { launchChromium } from '../runtimes/chromium.ts';

/** How a page is looked at. */
export interface Mode {
  readonly theme: 'light' | 'dark';
  readonly width: number;
}

export const phone = 390;
export const desktop = 1280;
export const wide = 1920;

export const modes: readonly Mode[] = [
  { theme: 'light', width: desktop },
  { theme: 'dark', width: desktop },
  { theme: 'light', width: phone },
  { theme: 'dark', width: phone },
  { theme: 'light', width: wide },
];

/** A page of the site, as Playwright gives it, and what went wrong in it: errors, and requests that were not answered or went elsewhere. */
export interface Opened {
  /** Playwright's `Page`. */
  readonly page: any;
  readonly faults: readonly string[];
}

/** Starts a browser for the tests of a file. What it gives opens a page of the site by its path. */
export function useBrowser(): (path: string, mode?: Mode) => Promise<Opened> {
  let browser: any;
  beforeAll(async () => {
    browser = await launchChromium(inject('browserFolder'));
  });
  afterAll(() => browser?.close());
  return async (path, { theme, width } = modes[0] as Mode) => {
    const context = await browser.newContext({
      colorScheme: theme,
      viewport: { width, height: 844 },
      reducedMotion: 'reduce',
      hasTouch: width === phone,
    });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error: Error) => faults.push(`error: ${error.message}`));
    page.on('console', (message: any) => {
      if (message.type() === 'error') faults.push(`console: ${message.text()}`);
    });
    page.on('request', (request: any) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(inject('siteUrl')))
        faults.push(`elsewhere: ${request.url()}`);
    });
    page.on('response', (response: any) => {
      if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
    });
    await page.goto(new URL(path, inject('siteUrl')).href);
    return { page, faults };
  };
}

/** What of a page's programs, signatures and tables is cut off, and what reaches beyond the page. */
export async function cutOff(page: any): Promise<string[]> {
  return page.evaluate(`(() => {
    const cut = [...document.querySelectorAll('main :is(pre, pre > code, .tsd-signature, .scrolled, table)')]
      .filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).display !== 'inline')
      .map((box) => 'cut off: ' + box.textContent.trim().slice(0, 60));
    const right = document.querySelector('main').getBoundingClientRect().right + 1;
    cut.push(
      ...[...document.querySelectorAll('main table')]
        .filter((table) => table.getBoundingClientRect().right > right)
        .map((table) => 'over its page: ' + table.textContent.trim().slice(0, 60)),
    );
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [...cut, 'it is ' + scrollWidth + ' pixels wide'] : cut;
  })()`);
}

/** What axe finds wrong in a page as it stands: each rule, and the elements that break it. */
export async function axeFaults(page: any): Promise<string[]> {
  await page.evaluate(readFileSync(join(inject('browserFolder'), 'node_modules/axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate('axe.run()');
  return violations.flatMap(({ id, help, nodes }: any) => nodes.map(({ html }: any) => `${id} (${help}): ${html.slice(0, 200)}`));
}
