import { deflateRawSync } from 'node:zlib';
import { type Opened, useBrowser } from './browser.ts';
import type { Mode } from './look.ts';

/** The playground, open with a program. */
export interface Playground extends Opened {
  /** Puts another program in the place of the one that is there, and waits until it was looked at. */
  write(program: string): Promise<void>;
  /** Types, and waits until what is there was looked at. */
  type(text: string): Promise<void>;
  /** What is listed of mistakes. */
  mistakes(): Promise<string[]>;
}

/** A program as the part of a link, made apart from the page. */
export function linked(program: string): string {
  return `#code=${deflateRawSync(program).toString('base64url')}`;
}

/** Starts a browser for the tests of a file. What it gives opens the playground, with a program or as it stands. */
export function usePlayground(): (program?: string, mode?: Mode) => Promise<Playground> {
  const open = useBrowser();
  return async (program, mode) => {
    const { page, faults } = await open(`playground/${program === undefined ? '' : linked(program)}`, mode);
    const looked = () => page.locator('#output[aria-busy="false"]').waitFor();
    await looked();
    return {
      page,
      faults,
      write: async (text) => {
        await page.evaluate(`location.hash = ${JSON.stringify(linked(text))}`);
        while ((await page.evaluate(codeShown)) !== text) await page.waitForTimeout(20);
        await looked();
      },
      type: async (text) => {
        await page.keyboard.type(text);
        await looked();
      },
      mistakes: () => page.locator('#problems li').allInnerTexts(),
    };
  };
}

const codeShown = "[...document.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\\n')";
