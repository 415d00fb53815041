import { describe, expect, it } from 'vitest';
import { axeFaults, modes, phone, useBrowser } from './browser.ts';

const open = useBrowser();

describe('the search', () => {
  it.each([
    ['time zones', 'guides/schedules.html'],
    ['schedule', 'guides/schedules.html'],
    ['Every rule', 'guides/rules.html'],
    ['PersonalButton', 'interfaces/viber-mailing.PersonalButton.html'],
    ['рассылка', 'guides/ru/first-mailing.html'],
  ])('finds %s, and Enter goes to %s', async (words, path) => {
    const { page, faults } = await open('guides/campaigns.html');
    await page.keyboard.press('/');
    await page.locator('#tsd-search-input').fill(words);
    await page.locator('#tsd-search-results li a').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL((url: URL) => !url.pathname.endsWith('campaigns.html'));
    expect(new URL(page.url()).pathname).toBe(`/${path}`);
    expect(faults).toEqual([]);
  });

  it.each(modes)('is accessible while it is open, where it is $theme and $width pixels wide', async (mode) => {
    const { page } = await open('index.html', mode);
    await page.click('#tsd-search-trigger');
    await page.locator('#tsd-search-input').fill('mailing');
    await page.locator('#tsd-search-results li a').first().waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  it('goes to what is clicked', async () => {
    const { page } = await open('index.html');
    await page.click('#tsd-search-trigger');
    await page.locator('#tsd-search-input').fill('time zones');
    await page.locator('#tsd-search-results li').first().click();
    await page.waitForURL((url: URL) => url.pathname === '/guides/schedules.html');
  });
});

describe('the menu', () => {
  it.each(['light', 'dark'] as const)('is accessible while it is open on a phone, where it is %s', async (theme) => {
    const { page } = await open('interfaces/viber-mailing.Draft.html', { theme, width: phone });
    await page.focus('#tsd-toolbar-menu-trigger');
    await page.keyboard.press('Enter');
    await page.locator('.site-menu a.current').waitFor({ state: 'visible' });
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.site-menu a.current').waitFor({ state: 'hidden' });
  });

  it('shows the page that is looked at, however far down the list it is', async () => {
    const { page } = await open('functions/viber-mailing_preview.preview.html');
    expect(await page.locator('.site-menu a.current').textContent()).toBe('preview');
    const within = await page.evaluate(`(() => {
      const menu = document.querySelector('.site-menu').getBoundingClientRect();
      const link = document.querySelector('.site-menu a.current').getBoundingClientRect();
      return menu.top <= link.top && link.bottom <= menu.bottom;
    })()`);
    expect(within).toBe(true);
  });
});

describe('a reader with a keyboard', () => {
  it('gets past the menus with the first key', async () => {
    const { page } = await open('guides/rules.html');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('page');
  });

  it('sees where they are', async () => {
    const { page } = await open('guides/first-mailing.html');
    for (let step = 0; step < 25; step++) {
      await page.keyboard.press('Tab');
      const { outline, border } = await page.evaluate(`(() => {
        const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement);
        return { outline: outlineStyle, border: boxShadow };
      })()`);
      expect(outline === 'none' && border === 'none').toBe(false);
    }
  });
});

it('the colours that a reader chose stay, for pictures too', async () => {
  const { page } = await open('interfaces/viber-mailing.BulkText.html');
  const shown = () => page.evaluate("[...document.querySelectorAll('.picture svg')].map((each) => each.checkVisibility())");
  expect(await shown()).toEqual([true, false]);
  await page.selectOption('#tsd-theme', 'dark');
  expect(await shown()).toEqual([false, true]);
  await page.reload();
  expect(await shown()).toEqual([false, true]);
});

it('a page is there without its scripts', async () => {
  const { page } = await open('guides/first-mailing.html');
  const text = await page.evaluate(`fetch(location.href).then((answer) => answer.text()).then((html) => {
    const frame = document.createElement('iframe');
    frame.sandbox = 'allow-same-origin';
    frame.srcdoc = html;
    document.body.append(frame);
    return new Promise((resolve) => { frame.onload = () => resolve(frame.contentDocument.body.innerText); });
  })`);
  expect(text).toContain('From an empty folder to an accepted request');
  expect(text).toContain('Sending and the three outcomes');
});
