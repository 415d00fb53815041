import { describe, expect, it } from 'vitest';
import { axeFaults } from './browser.ts';
import { modes, phone } from './look.ts';
import { usePlayground } from './playground.ts';

const open = usePlayground();

const start = "import { mailing, request } from 'viber-mailing';\n";
const states = {
  'a mistake': `${start}mailing().personal().image('https://shop.example.com/sale.jpg');\n`,
  'a fault at run time': `${start}const phones: string[] = ['375291111111', '+375292222222'];\nmailing().bulk().text('Hello').to(phones);\n`,
  'several values and a console': `${start}const sale = mailing().bulk().text('Hello *there*').to(['375291111111', '375292222222']);
const body = request({ token: 'my-token', from: '444' }).add(sale);
console.log('Hello', 17);
`,
};

describe.each(modes)('$theme, $width pixels wide', (mode) => {
  it('has no fault that axe finds, and fits', async () => {
    const { page, write, faults } = await open('', mode);
    for (const [state, program] of Object.entries(states)) {
      await write(program);
      expect(await axeFaults(page), state).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth'), state).toBeLessThanOrEqual(mode.width);
    }
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('mailing().personal().');
    await page.locator('.cm-tooltip-autocomplete').waitFor();
    expect(await axeFaults(page), 'the next steps').toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(mode.width);
    expect(faults).toEqual([]);
  });
});

describe('with the keyboard alone', () => {
  /** What has the focus. */
  const focused = 'document.activeElement.id || document.activeElement.textContent.slice(0, 20) || document.activeElement.tagName';
  const ofEditor = "document.activeElement.classList.contains('cm-content')";

  it('everything is reached in the order of the page, and Escape, then Tab, leaves the code', async () => {
    const { page, write } = await open('');
    await write(`${start}const sale = mailing().bulk().text('Hello').to('375291111111');\nconst text = mailing().bulk().text('');`);
    const reached: string[] = [];
    for (let step = 0; step < 5; step++) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(focused));
    }
    await page.keyboard.press('Tab');
    expect(await page.evaluate(ofEditor)).toBe(true);
    await page.keyboard.press('Escape');
    for (let step = 0; step < 3; step++) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(focused));
    }
    expect(reached).toEqual([
      'viber-mailing',
      'First mailing',
      'Every rule',
      'example',
      'copy-link',
      'Line 3',
      'text_empty',
      'copy-json',
    ]);
  });

  it('Tab indents, and Shift+Tab leads back out of what Escape left', async () => {
    const { page } = await open();
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Tab');
    expect(await page.locator('.cm-line').first().textContent()).toMatch(/^ {2}import/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate(focused)).toBe('copy-link');
  });

  it('also while the next steps are open: the first Escape closes them', async () => {
    const { page } = await open(start);
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('mailing().');
    await page.locator('.cm-tooltip-autocomplete').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.cm-tooltip-autocomplete').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(ofEditor)).toBe(false);
  });
});

it('names the code, tells how to leave it, and says the first mistake to screen readers', async () => {
  const { page } = await open(states['a mistake']);
  const code = page.getByRole('textbox', { name: 'Code' });
  expect(await code.getAttribute('aria-describedby')).toBe('keys');
  expect(await page.locator('#keys').textContent()).toBe(
    'Ctrl Space shows the next steps. Tab indents; to leave the code, press Esc, then Tab.',
  );
  expect(await page.getByRole('status').filter({ hasText: 'mistake' }).textContent()).toBe(
    '1 mistake. Line 2: an image can only be sent in a bulk mailing: use .bulk().image(url)',
  );
  expect(await page.getByRole('list', { name: 'Mistakes' }).getByRole('listitem').count()).toBe(2);
});

it('follows the theme that was chosen in the site, else the system', async () => {
  const { page } = await open(undefined, { theme: 'light', width: phone });
  const dark = () =>
    page.evaluate(
      "getComputedStyle(document.body).backgroundColor + getComputedStyle(document.querySelector('img.light')).display",
    );
  expect(await dark()).toBe('rgb(246, 245, 251)block');
  await page.evaluate("localStorage.setItem('tsd-theme', 'dark')");
  await page.reload();
  await page.locator('#output[aria-busy="false"]').waitFor();
  expect(await dark()).toBe('rgb(22, 21, 28)none');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate("localStorage.setItem('tsd-theme', 'light')");
  await page.reload();
  await page.locator('#output[aria-busy="false"]').waitFor();
  expect(await dark()).toBe('rgb(246, 245, 251)block');
});
