import { describe, expect, it } from 'vitest';
import { axeFaults, useBrowser } from './browser.ts';
import { brokenWords, cutOff, desktop, type Mode, modes, phone, tablet } from './look.ts';
import { pages } from './pages.ts';

const open = useBrowser();

/** One page of each kind. */
const kinds = [
  'index.html',
  'modules.html',
  'modules/viber-mailing.html',
  'guides/first-mailing.html',
  'guides/rules.html',
  'guides/mistakes.html',
  'guides/runtimes.html',
  'ru/runtimes.html',
  'source/index.html',
  'ru/readme.html',
  'ru/rules.html',
  'ru/runtimes.html',
  'interfaces/viber-mailing.PersonalButton.html',
  'interfaces/viber-mailing.ClientOptions.html',
  'functions/viber-mailing.createClient.html',
  'classes/viber-mailing.RejectedError.html',
  'types/viber-mailing_sandbox.SandboxFault.html',
  'variables/viber-mailing.MailingSchema.html',
];

async function faultsOf(path: string, mode: Mode): Promise<readonly string[]> {
  const { page, faults } = await open(path, mode);
  const found = [...(await axeFaults(page)), ...faults, ...(await cutOff(page))];
  await page.context().close();
  return found;
}

describe.concurrent('a page is accessible, whole on a phone, and asks for nothing that is not there', () => {
  it.for(pages())('%s', async (path) => {
    expect(await faultsOf(path, { theme: 'light', width: phone })).toEqual([]);
  });
});

describe.concurrent.each(modes)('a page of each kind is, where it is $theme and $width pixels wide', (mode) => {
  it.for(kinds)('%s', async (path) => {
    expect(await faultsOf(path, mode)).toEqual([]);
  });
});

describe.concurrent('a guide is whole on a tablet and beside its menus, headings and short names in tables of few columns too', () => {
  it.for(pages().filter((path) => /^(index|guides|ru)/.test(path)))('%s', async (path) => {
    const { page } = await open(path, { theme: 'light', width: tablet });
    expect([...(await cutOff(page)), ...(await brokenWords(page))]).toEqual([]);
    await page.setViewportSize({ width: desktop, height: 844 });
    expect([...(await cutOff(page)), ...(await brokenWords(page))]).toEqual([]);
    await page.context().close();
  });
});

it('the check sees what is wrong', async () => {
  const { page } = await open('index.html');
  await page.setContent('<html lang="en"><title>Bad</title><main><img src="data:,"><h1>Bad</h1><h3>Worse</h3></main></html>');
  const rules = (await axeFaults(page)).map((fault) => fault.replace(/ .*/s, ''));
  expect(rules).toContain('image-alt');
  expect(rules).toContain('heading-order');
});

it('the check sees what is cut off', async () => {
  const { page } = await open('index.html', { theme: 'light', width: phone });
  await page.setContent(
    '<main><pre style="overflow: auto; width: 9rem"><code style="white-space: pre">a sentence that is cut off</code></pre></main>',
  );
  expect(await cutOff(page)).toEqual(['cut off: a sentence that is cut off']);
});
