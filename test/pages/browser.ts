import { afterAll, beforeAll, inject } from 'vitest';
import { launchChromium } from '../runtimes/chromium.ts';
import { axeFaultsOf, contextOf, faultsIn, type Mode, modes } from './look.ts';

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
  return async (path, mode = modes[0] as Mode) => {
    const page = await (await contextOf(browser, mode)).newPage();
    const faults = faultsIn(page, inject('siteUrl'));
    await page.goto(new URL(path, inject('siteUrl')).href);
    return { page, faults };
  };
}

/** What axe finds wrong in a page as it stands. */
export const axeFaults = (page: any): Promise<string[]> => axeFaultsOf(page, inject('browserFolder'));
