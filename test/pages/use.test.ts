import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { sectionsOf } from '../../docs/site/search/sections.ts';
import { axeFaults, useBrowser } from './browser.ts';
import { modes, phone } from './look.ts';
import { pages } from './pages.ts';

const open = useBrowser();

describe('the search', () => {
  /** What people look for, and the page that should come first. */
  const pairs = [
    ['unknown', 'guides/sending.html'],
    ['schedule', 'guides/schedules.html'],
    ['time zones', 'guides/schedules.html'],
    ['расписание', 'ru/schedules.html'],
    ['duplicate', 'guides/recipients.html'],
    ['excel', 'guides/spreadsheets.html'],
    ['csv', 'guides/spreadsheets.html'],
    ['jest', 'guides/testing.html'],
    ['mock', 'guides/testing.html'],
    ['express', 'guides/express.html'],
    ['nestjs', 'guides/nestjs.html'],
    ['cron', 'guides/cron.html'],
    ['cancel', 'interfaces/viber-mailing_campaign.Campaign.html'],
    ['1M', 'guides/campaigns.html'],
    ['createClient options', 'functions/viber-mailing.createClient.html'],
    ['failNext', 'guides/testing.html'],
    ['webhook', 'guides/callbacks.html'],
    ['python', 'guides/json.html'],
    ['phone_format', 'guides/rules.html'],
    ['Every rule', 'guides/rules.html'],
    ['PersonalButton', 'interfaces/viber-mailing.PersonalButton.html'],
    ['postgres', 'guides/scale.html'],
    ['deno', 'guides/runtimes.html'],
    ['docker', 'guides/campaigns.html'],
    ['dry run', 'guides/testing.html'],
    ['dotenv', 'guides/privacy.html'],
    ['gdpr', 'guides/privacy.html'],
    ['blacklist', 'guides/privacy.html'],
    ['delivery', 'guides/callbacks.html'],
    ['price', 'guides/first-mailing.html'],
    ['performance', 'guides/performance.html'],
    ['security', 'index.html'],
    ['idempotency', 'guides/sending.html'],
    ['ENOTFOUND', 'guides/sending.html'],
    ['self-signed certificate', 'guides/runtimes.html'],
    ['SQLITE_BUSY', 'guides/campaigns.html'],
    ['kubernetes', 'guides/campaigns.html'],
    ['prisma', 'guides/recipients.html'],
    ['dayjs', 'guides/schedules.html'],
    ['google sheets', 'guides/spreadsheets.html'],
    ['mojibake', 'guides/spreadsheets.html'],
    ['scientific notation', 'guides/spreadsheets.html'],
    ['swagger', 'guides/json.html'],
    ['TS1479', 'index.html'],
    ['italic', 'guides/first-mailing.html'],
    ['emoji', 'guides/rules.html'],
    ['первая рассылка', 'ru/first-mailing.html'],
    ['установка', 'ru/readme.html'],
    ['токен', 'ru/privacy.html'],
    ['дубликаты', 'ru/recipients.html'],
    ['телефоны', 'ru/recipients.html'],
    ['отписка', 'ru/privacy.html'],
    ['отменить', 'ru/when-something-went-wrong.html'],
    ['удалить данные', 'ru/when-something-went-wrong.html'],
    ['вебхук', 'ru/callbacks.html'],
    ['повторная отправка', 'ru/sending.html'],
    ['неизвестный исход', 'ru/sending.html'],
    ['отложенная отправка', 'ru/schedules.html'],
    ['часовой пояс', 'ru/schedules.html'],
    ['ошибки', 'ru/mistakes.html'],
    ['коды', 'ru/rules.html'],
    ['Каждое правило', 'ru/rules.html'],
    ['предпросмотр', 'ru/first-mailing.html'],
    ['кнопка', 'ru/first-mailing.html'],
    ['эксель', 'ru/spreadsheets.html'],
    ['порция', 'ru/campaigns.html'],
    ['миллион', 'ru/scale.html'],
    ['тесты', 'ru/testing.html'],
    ['тестовый режим', 'ru/testing.html'],
    ['как отменить рассылку', 'ru/when-something-went-wrong.html'],
    ['персональные данные', 'ru/privacy.html'],
    ['чёрный список', 'ru/privacy.html'],
    ['докер', 'ru/campaigns.html'],
    ['доставка', 'ru/callbacks.html'],
    ['подписчики', 'ru/recipients.html'],
    ['лимит', 'ru/scale.html'],
    ['дубликат', 'ru/recipients.html'],
    ['постгрес', 'ru/scale.html'],
    ['таймаут', 'ru/rules.html'],
    ['идемпотентность', 'ru/sending.html'],
    ['моки', 'ru/testing.html'],
    ['питон', 'ru/json.html'],
    ['экспресс', 'ru/express.html'],
    ['курсив', 'ru/first-mailing.html'],
    ['кракозябры', 'ru/spreadsheets.html'],
    ['стоп-лист', 'ru/privacy.html'],
    ['производительность', 'ru/performance.html'],
    ['сравнение', 'ru/comparison.html'],
  ] as const;

  it('names the page of each section, the first page too', () => {
    const sections = pages().flatMap((path) => sectionsOf(path, readFileSync(join(inject('siteFolder'), path), 'utf8')));
    expect(sections.filter(({ title }) => title === '').map(({ url }) => url)).toEqual([]);
    expect(sections.find(({ url }) => url === 'index.html#install')?.title).toBe('viber-mailing');
  });

  it('finds the right page first', async () => {
    const { page, faults } = await open('guides/privacy.html');
    await page.keyboard.press('/');
    const first: [string, string][] = [];
    for (const [words] of pairs) {
      await page.locator('#search-input').fill('');
      await page.locator('#search-input').fill(words);
      await page.locator('#search-results li').first().waitFor();
      first.push([words, await page.locator('#search-results li').first().getAttribute('data-to')]);
    }
    expect(first.map(([words, to]) => [words, to.replace(/^\.\.\/|#.*/g, '')])).toEqual(pairs);
    expect(faults).toEqual([]);
  });

  it('leads to the section, and shows the words that were found', async () => {
    const { page } = await open('guides/campaigns.html');
    await page.keyboard.press('/');
    await page.locator('#search-input').fill('failNext');
    await page.locator('#search-results mark', { hasText: 'failNext' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL((url: URL) => url.pathname === '/guides/testing.html' && url.hash !== '');
  });

  it('leads from a Russian page to Russian ones, whatever the words are in', async () => {
    const { page } = await open('ru/privacy.html');
    await page.keyboard.press('/');
    const found = [
      ['excel', 'ru/spreadsheets.html'],
      ['jest', 'ru/testing.html'],
      ['express', 'ru/express.html'],
      ['phone_format', 'ru/rules.html'],
      ['callbackUrl', 'ru/callbacks.html'],
    ] as const;
    for (const [words, path] of found) {
      await page.locator('#search-input').fill(words);
      await page.locator(`#search-results li:first-child[data-to*="${path}"]`).waitFor();
    }
  });

  it('finds words in other forms of them', async () => {
    const { page } = await open('ru/readme.html');
    await page.click('#search-open');
    for (const word of ['рассылка', 'рассылку', 'рассылки', 'РАССЫЛОК']) {
      await page.locator('#search-input').fill(word);
      await page.locator('#search-results li[data-to*="ru/"]').first().waitFor();
    }
  });

  it.each(modes)('is accessible while it is open, where it is $theme and $width pixels wide', async (mode) => {
    const { page } = await open('index.html', mode);
    await page.click('#search-open');
    await page.locator('#search-input').fill('mailing');
    await page.locator('#search-results li').first().waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await axeFaults(page)).toEqual([]);
    await page.locator('#search-input').fill('qqqqqqqq');
    await page.locator('#search-status', { hasText: 'Nothing found' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  it('goes to what is clicked, and to what the arrows chose', async () => {
    const { page } = await open('index.html');
    await page.click('#search-open');
    await page.locator('#search-input').fill('time zones');
    await page.locator('#search-results li').first().click();
    await page.waitForURL((url: URL) => url.pathname === '/guides/schedules.html');
    await page.click('#search-open');
    await page.locator('#search-input').fill('webhook');
    const second = page.locator('#search-results li').nth(1);
    const to = await second.getAttribute('data-to');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await second.getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    await page.waitForURL((url: URL) => url.href.endsWith(to.replace('..', '')));
  });
});

describe('a program', () => {
  it('is copied by touch as it stands', async () => {
    const { page } = await open('guides/mistakes.html', { theme: 'light', width: phone });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const program = page.locator('pre', { hasText: 'mailing().personal().image(' }).first();
    await program.locator('button').tap();
    await program.locator('button', { hasText: 'Copied' }).waitFor();
    const copied = await page.evaluate('navigator.clipboard.readText()');
    expect(copied).toBe(
      [
        "import { mailing } from 'viber-mailing';",
        '',
        '// @ts-expect-error an image can only be sent in a bulk mailing: use .bulk().image(url)',
        "mailing().personal().image('https://shop.example.com/sale.jpg');",
        '',
      ].join('\n'),
    );
  });
});

describe('the other language', () => {
  it('is one switch away, on the same page where it is translated', async () => {
    const { page } = await open('guides/first-mailing.html');
    await page.click('header .language');
    await page.waitForURL((url: URL) => url.pathname === '/ru/first-mailing.html');
    expect(await page.getAttribute('html', 'lang')).toBe('ru');
    await page.click('header .language');
    await page.waitForURL((url: URL) => url.pathname === '/guides/first-mailing.html');
  });

  it('is one switch away on each guide, and so is the way back', () => {
    const guides = readdirSync(join(inject('siteFolder'), 'guides')).filter((name) => name.endsWith('.html'));
    const pairs = [['index.html', 'ru/readme.html'], ...guides.map((name) => [`guides/${name}`, `ru/${name}`])] as [
      string,
      string,
    ][];
    expect(guides.length).toBeGreaterThan(20);
    expect(pairs.map(([english]) => [english, switchOf(english)])).toEqual(pairs);
    expect(pairs.map(([, russian]) => [switchOf(russian), russian])).toEqual(pairs);
  });

  it('begins at its beginning where a page is in one language alone', async () => {
    const { page } = await open('interfaces/viber-mailing.Draft.html');
    await page.click('header .language');
    await page.waitForURL((url: URL) => url.pathname === '/ru/readme.html');
    await page.click('header .language');
    await page.waitForURL((url: URL) => url.pathname === '/index.html');
  });
});

/** The page to which the header's switch leads from another. */
function switchOf(path: string): string {
  const html = readFileSync(join(inject('siteFolder'), path), 'utf8');
  const [, to = ''] = /<a class="language"[^>]* href="([^"]*)"/.exec(html) ?? [];
  return posix.join(posix.dirname(path), to);
}

it('the header says which version this is, and leads to its source', async () => {
  const { page } = await open('guides/first-mailing.html');
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(await page.textContent('header .version')).toBe(version);
  await page.click('header a:has-text("Source")');
  await page.click('a:has-text("src/index.ts")');
  expect(await page.textContent('body')).toContain('@module viber-mailing');
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
