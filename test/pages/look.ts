import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a page is looked at. */
export interface Mode {
  readonly theme: 'light' | 'dark';
  readonly width: number;
}

export const phone = 390;
export const tablet = 820;
export const desktop = 1280;
export const wide = 1920;

export const modes: readonly Mode[] = [
  { theme: 'light', width: desktop },
  { theme: 'dark', width: desktop },
  { theme: 'light', width: phone },
  { theme: 'dark', width: phone },
  { theme: 'light', width: wide },
];

/** Makes what a browser calls a context, in which pages look like this. */
export function contextOf(browser: any, { theme, width }: Mode): Promise<any> {
  return browser.newContext({
    colorScheme: theme,
    viewport: { width, height: 844 },
    reducedMotion: 'reduce',
    hasTouch: width === phone,
  });
}

/** Collects what goes wrong in a page: errors, and requests that are not answered or go elsewhere. */
export function faultsIn(page: any, siteUrl: string): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error: Error) => faults.push(`error: ${error.message}`));
  page.on('console', (message: any) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request: any) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(siteUrl)) faults.push(`elsewhere: ${request.url()}`);
  });
  page.on('response', (response: any) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  return faults;
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

/** Which headings and short names of a page's tables of few columns are broken within a word. */
export async function brokenWords(page: any): Promise<string[]> {
  return page.evaluate(`(() => {
    const broken = [];
    for (const cell of document.querySelectorAll('main table:not(:has(tr > :nth-child(5))) :is(th, td code)')) {
      if (!cell.checkVisibility() || cell.textContent.length > 24) continue;
      const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        for (const { 0: word, index } of texts.currentNode.data.matchAll(/[\\p{L}\\d_]+/gu)) {
          const range = document.createRange();
          range.setStart(texts.currentNode, index);
          range.setEnd(texts.currentNode, index + word.length);
          if (new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top))).size > 1) broken.push('broken: ' + word);
        }
      }
    }
    return broken;
  })()`);
}

/** What axe finds wrong in a page as it stands: each rule, and the elements that break it. */
export async function axeFaultsOf(page: any, browserFolder: string): Promise<string[]> {
  await page.evaluate(readFileSync(join(browserFolder, 'node_modules/axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate("axe.run({ resultTypes: ['violations'] })");
  return violations.flatMap(({ id, help, nodes }: any) => nodes.map(({ html }: any) => `${id} (${help}): ${html.slice(0, 200)}`));
}
