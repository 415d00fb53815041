import { describe, expect, it } from 'vitest';
import { axeFaults, phone, useBrowser } from './browser.ts';
import { pages } from './pages.ts';

const open = useBrowser();

describe.each(pages())('%s', (path) => {
  it('is accessible, fits a phone, and asks for nothing that is not there', async () => {
    const { page, faults } = await open(path, { theme: 'light', width: phone });
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
