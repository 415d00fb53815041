import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { examples } from '../../docs/site/playground/page/examples.ts';
import { mailing, request } from '../../src/index.ts';
import { mailingRules } from '../../src/wire/rules.ts';
import { linked, usePlayground } from './playground.ts';

const open = usePlayground();

const image = 'https://shop.example.com/sale.jpg';
const start = "import { mailing, request } from 'viber-mailing';\n";

describe('a mistake', () => {
  it('is said under its line, with the rule alone, and thrown by the run with its rule and place', async () => {
    const { page, mistakes, faults } = await open(`${start}mailing().personal().image('${image}');`);
    expect(await page.locator('.said').allTextContents()).toEqual([
      'an image can only be sent in a bulk mailing: use .bulk().image(url)',
    ]);
    expect(await page.locator('.wrong').allTextContents()).toEqual([`'${image}'`]);
    expect((await mistakes()).map((each) => each.replaceAll('\n', ' '))).toEqual([
      'does not compile Line 2 an image can only be sent in a bulk mailing: use .bulk().image(url)',
      'throws InvalidInputError personal_image at content.type',
    ]);
    await page.locator('#problems a').click();
    await page.locator(':target').waitFor({ state: 'attached' });
    expect(await page.locator(':target').getAttribute('id')).toBe('personal_image');
    expect(faults).toEqual([]);
  });

  it('that is known at run time only is thrown, each fault with its place', async () => {
    const { page, mistakes } = await open(
      `${start}const phones: string[] = ['375291111111', '+375292222222', '0'];\nmailing().bulk().text('Hello').to(phones);`,
    );
    expect(await page.locator('.said').count()).toBe(0);
    expect((await mistakes()).map((each) => each.replaceAll('\n', ' '))).toEqual([
      `throws InvalidInputError phone_format at delivery_list[1] ${mailingRules.phone_format}`,
      `throws InvalidInputError phone_format at delivery_list[2] ${mailingRules.phone_format}`,
    ]);
  });

  it('goes away when it is mended, and the list leads to it until then', async () => {
    const { page, type, mistakes } = await open(`${start}mailing().bulk().text('').to('375291111111');`);
    await page.locator('#problems button').click();
    await page.keyboard.press('ArrowRight');
    await type('Hello');
    expect(await mistakes()).toEqual([]);
    expect(await page.locator('#problem-count').textContent()).toBe('No mistakes.');
  });
});

describe('the next steps', () => {
  const optional = ['from', 'named', 'at', 'extra'];

  it.each([
    ['mailing()', ['bulk', 'personal', ...optional]],
    ['mailing().bulk()', ['text', 'image', 'button', ...optional]],
    // The image is there to say that it does not exist, and is struck through.
    ['mailing().personal()', ['text', 'button', 'image', ...optional]],
    [`mailing().bulk().image('${image}')`, ['to', ...optional]],
  ])('after %s are the legal ones, the optional ones last', async (chain, steps) => {
    const { page } = await open(start);
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText(chain);
    await page.keyboard.type('.');
    await page.locator('.cm-tooltip-autocomplete').waitFor();
    expect(await page.locator('.cm-completionLabel').allTextContents()).toEqual(steps);
    expect(await page.locator('completion-section').allTextContents()).toEqual(['Next step', 'Optional, at every stage']);
    expect(await page.locator('.refuses .cm-completionLabel').allTextContents()).toEqual(
      chain.endsWith('.personal()') ? ['image'] : [],
    );
  });

  it('say what they do, and are written with the keyboard', async () => {
    const { page } = await open(start);
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('mailing().');
    await page.locator('.cm-tooltip-autocomplete').waitFor();
    expect(await page.locator('.cm-completionDetail').first().textContent()).toBe(
      'Makes it a bulk mailing: one message to a list of phones.',
    );
    // A list that has only just opened takes no key yet.
    while ((await page.locator('[aria-selected=true] .cm-completionLabel').textContent()) !== 'personal') {
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    expect(await page.locator('.cm-line').last().textContent()).toBe('mailing().personal');
  });
});

describe('what is shown', () => {
  it('is the request as the library writes it, for each value of the program', async () => {
    const { page } = await open(
      `${start}const sale = mailing('Sale').at(new Date('2026-11-27T07:00:00Z'), 'Europe/Minsk').bulk().image('${image}').to(['375291111111']);
const notices = mailing().personal().text().to([{ name: 'Anna' }], ({ name }) => ({ phone: '375291111111', text: name + ' “ready”' }));
request({ token: 'my-token', from: '444', callbackUrl: 'https://shop.example.com/hook' }).add(sale, notices);`,
    );
    const sale = mailing('Sale').at('2026-11-27T10:00:00').bulk().image(image).to(['375291111111']);
    const notices = mailing()
      .personal()
      .text()
      .to([{ phone: '375291111111', text: 'Anna “ready”' }]);
    const body = request({ token: 'my-token', from: '444', callbackUrl: 'https://shop.example.com/hook' }).add(sale, notices);
    expect(await page.locator('#json').textContent()).toBe(JSON.stringify(body, null, 2));
    expect(await page.locator('#choice button').allTextContents()).toEqual(['sale', 'notices', 'request']);
    await page.locator('#choice button', { hasText: 'sale' }).click();
    expect(await page.locator('#json').textContent()).toBe(JSON.stringify(sale, null, 2));
    await page.locator('#choice button', { hasText: 'notices' }).click();
    expect(await page.locator('#json').textContent()).toBe(JSON.stringify(notices, null, 2));
    expect(await page.locator('#pictures img.light').getAttribute('alt')).toBe('Viber message: Anna “ready”');
    expect(await page.locator('#pictures img.light').evaluate((image: any) => image.complete && image.naturalWidth)).toBe(320);
  });

  it('is the message alone, as long as there are no recipients', async () => {
    const { page } = await open(`${start}const sale = mailing().bulk().text('Hello');`);
    expect(await page.locator('#pictures img.light').getAttribute('alt')).toBe('Viber message: Hello');
    expect(await page.locator('#no-json').isVisible()).toBe(true);
    expect(await page.locator('#copy-json').isVisible()).toBe(false);
  });

  it('is nothing that a message brings along: its picture is inert, its text is text', async () => {
    const evil = '<img src=x onerror=alert(1)></text><script>alert(1)</script>';
    const { page, faults } = await open(
      `${start}console.log(${JSON.stringify(evil)});\nmailing().bulk().text(${JSON.stringify(evil)}).to('375291111111');`,
    );
    expect(await page.locator('#log').textContent()).toBe(evil);
    expect(await page.locator('#pictures img.light').evaluate((image: any) => image.naturalWidth)).toBe(320);
    expect(await page.locator('main script, main img[src="x"]').count()).toBe(0);
    expect(faults).toEqual([]);
  });
});

describe('an example', () => {
  it.each(examples.map(({ title }, index) => ({ title, index })))('$title', async ({ title, index }) => {
    const { page, mistakes, faults } = await open('');
    await page.locator('#example').selectOption(String(index));
    await page.locator('#output[aria-busy="false"]').waitFor();
    expect((await mistakes()).length > 0).toBe(title.startsWith('A mistake'));
    if (!title.startsWith('A mistake')) expect(await page.locator('#pictures img.light').count()).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  });
});

describe('a link', () => {
  it('carries the code, also letters beyond ASCII, and opens it elsewhere', async () => {
    const program = `${start}mailing('Скидки 🎉').bulk().text('Привет').to('375291111111');\n`;
    const { page } = await open(program);
    await page.locator('#copy-link').click();
    await page.locator('#copied:not(:empty)').waitFor();
    const made = new URL(page.url()).hash;
    expect(made).toMatch(/^#code=[\w-]+$/);

    const other = await open('');
    await other.page.evaluate(`location.hash = ${JSON.stringify(made)}`);
    await other.page.locator('.cm-line', { hasText: 'Скидки 🎉' }).waitFor();
    await other.page.locator('#output[aria-busy="false"]').waitFor();
    expect(await other.page.locator('#json').textContent()).toContain('"name": "Скидки 🎉"');
  });

  it('is copied, as the JSON is', async () => {
    const { page } = await open(`${start}mailing().bulk().text('Hello').to('375291111111');`);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('#copy-link').click();
    await page.locator('#copied', { hasText: 'The link is copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(page.url());
    await page.locator('#copy-json').click();
    await page.locator('#copied', { hasText: 'The JSON is copied' }).waitFor();
    const hello = mailing().bulk().text('Hello').to('375291111111');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(JSON.stringify(hello, null, 2));
  });

  it('is in the address bar as one types, so that going back comes back to it', async () => {
    const { page, type } = await open();
    expect(new URL(page.url()).hash).toBe('');
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+End');
    await type('// mine');
    await page.locator('.home').click();
    await page.waitForURL(/\/index\.html$/);
    await page.goBack();
    await page.locator('.cm-line', { hasText: '// mine' }).waitFor();
  });

  it('that cannot be read says so, and opens an example', async () => {
    const { page } = await open('');
    await page.evaluate(`location.hash = ${JSON.stringify(linked('x').slice(0, -2))}`);
    await page.locator('#copied', { hasText: 'The code in this link cannot be read' }).waitFor();
    await page.locator('.cm-line', { hasText: examples[0]?.code.split('\n')[0] ?? '' }).waitFor();
  });
});

describe('a send', () => {
  const send = (options: string) =>
    `import { createClient, mailing } from 'viber-mailing';\nimport { createSandbox } from 'viber-mailing/sandbox';\nvoid createSandbox;
const client = createClient({ token: 'my-token', from: '444'${options} });\nconst hello = mailing().bulk().text('Hello').to('375291111111');\n`;

  it('without the sandbox says that nothing is sent from here, and how to try it', async () => {
    const { mistakes, faults } = await open(`${send('')}await client.send(hello);`);
    expect((await mistakes()).join()).toContain('Nothing is sent from the playground');
    expect((await mistakes()).join()).toContain('fetch: createSandbox().fetch');
    expect((await mistakes()).join()).not.toMatch(/unknown|accepted/);
    expect(faults).toEqual([]);
  });

  it('whose error the program takes says so in the console', async () => {
    const { page } = await open(`${send('')}await client.send(hello).catch(() => console.log('caught'));`);
    expect(await page.locator('#log').textContent()).toMatch(/^caught\nNothing is sent from the playground/);
  });

  it('to the sandbox is accepted', async () => {
    const { page, mistakes } = await open(
      `${send(', fetch: createSandbox().fetch')}const { uuid } = await client.send(hello);\nconsole.log(uuid.length);`,
    );
    expect(await mistakes()).toEqual([]);
    expect(await page.locator('#log').textContent()).toBe('36');
  });
});

it('opened as a file it says why it does not start, and what does', async () => {
  const { page } = await open('');
  await page.goto(pathToFileURL(join(inject('siteFolder'), 'playground/index.html')).href);
  await page.locator('#from-file', { hasText: 'npm run docs:serve' }).waitFor();
  expect(await page.locator('#editor').isVisible()).toBe(false);
});

it('works from a folder of its own anywhere, without a network', async () => {
  const { page } = await open('');
  const folder = join(inject('siteFolder'), 'playground');
  await page.context().setOffline(true);
  const asked: string[] = [];
  await page.route('**', (route: any) => {
    const { pathname } = new URL(route.request().url());
    asked.push(pathname);
    return pathname.startsWith('/some/where/')
      ? route.fulfill({ path: join(folder, pathname.slice(12) || 'index.html') })
      : route.abort();
  });
  await page.goto(new URL(`/some/where/${linked(`${start}mailing().bulk().text('Hello').to('375291111111');`)}`, page.url()).href);
  await page.locator('#output[aria-busy="false"]').waitFor();
  expect(await page.locator('#json').textContent()).toContain('"Hello"');
  const files = ['', 'compiler.js', 'playground.css', 'playground.js', 'run.html'];
  expect(asked.sort()).toEqual(files.map((file) => `/some/where/${file}`));
});
