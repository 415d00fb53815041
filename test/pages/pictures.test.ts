import { mailing } from 'viber-mailing';
import { preview } from 'viber-mailing/preview';
import { describe, expect, it } from 'vitest';
import { useBrowser } from './browser.ts';

const open = useBrowser();

const thousand = 'Everything at half price until Sunday, in each of our shops. '.repeat(17).slice(0, 1000);
const texts: Readonly<Record<string, string>> = {
  'a plain text': 'We are open until *22:00* today, _also_ on ~Saturday~ Sunday',
  'an unbroken word': 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3),
  'wide letters': 'WWWWWWWWWWMMMMMMMMMM@@@@@@@@@@%%%%%%%%%%'.repeat(4),
  'bold wide letters': `*${'WMWMWMWM'.repeat(12)}*`,
  'Cyrillic capitals': 'ЩЩЩЩЖЖЖЖШШШШЮЮЮЮФФФФ'.repeat(6),
  emoji: '👨‍👩‍👧‍👦🇧🇾🏳️‍🌈👍🏽'.repeat(30),
  Hebrew: 'שלום לכולם, המבצע מתחיל היום בשעה עשר בבוקר '.repeat(6),
  Arabic: 'مرحبا بالجميع، يبدأ العرض اليوم في العاشرة صباحا '.repeat(6),
  'directions that are turned': `abc\u202e${'gnihtyreve'.repeat(20)}\u2066def`,
  Chinese: '今天所有商品半价直到星期日'.repeat(20),
  'combining marks': 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!'.repeat(10),
  'a thousand characters': thousand,
  'a thousand without a space': thousand.replace(/\W/g, ''),
  'a script': '<script>window.ran = true</script><img src=x onerror="window.ran = true">',
  'the end of a section': ']]></text></svg><script>window.ran = true</script>',
  'markup in marks': '*<b onclick="ran()">bold</b>* &amp; &#60;script&#62; <!-- -->',
  'control characters': 'a\u0000b\u0007c\u001bd\u007fe\ufffef',
};

/** How far what is written reaches beyond the box that it belongs to, in pixels of the picture: the sender, the host of the image, the text, the button. */
const measure = `(() => {
  const [picture, bubble, image, button] = document.querySelectorAll('rect');
  const written = [...document.querySelectorAll('text')];
  const boxes = written.map((_, index) => {
    if (index < 2) return picture;
    if (button === undefined) return bubble;
    return index === 2 ? image : index === written.length - 1 ? button : bubble;
  });
  return Math.max(...written.map((text, index) => beyond(text.getBBox(), boxes[index].getBBox())));

  function beyond(inner, outer) {
    return Math.max(
      outer.x - inner.x,
      outer.y - inner.y,
      inner.x + inner.width - outer.x - outer.width,
      inner.y + inner.height - outer.y - outer.height,
    );
  }
})()`;

async function shown(svg: string) {
  const { page, faults } = await open('index.html');
  const wrong = (await page.evaluate(`(() => {
    const svg = ${JSON.stringify(svg)};
    document.body.innerHTML = svg;
    return new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror')?.textContent;
  })()`)) as string | undefined;
  const beyond = (await page.evaluate(measure)) as number;
  const ran = await page.evaluate('window.ran');
  const elements = (await page.evaluate(
    "[...new Set([...document.body.querySelectorAll('*')].map((each) => each.localName))]",
  )) as string[];
  await page.context().close();
  return { wrong, beyond, ran, elements, faults };
}

describe('in a picture of a message with', () => {
  it.each(Object.entries(texts))('%s, what is written stays in its box, and nothing runs', async (_, text) => {
    const message = mailing()
      .bulk()
      .button({ caption: text, link: 'https://shop.example.com', image: 'https://shop.example.com/a.jpg', text });
    for (const theme of ['light', 'dark'] as const) {
      const { wrong, beyond, ran, elements, faults } = await shown(preview(message, { theme, sender: text }));
      expect(wrong).toBeUndefined();
      expect(beyond).toBeLessThanOrEqual(0);
      expect(ran).toBeUndefined();
      expect(elements.filter((name) => !['svg', 'rect', 'circle', 'path', 'text', 'tspan'].includes(name))).toEqual([]);
      expect(faults).toEqual([]);
    }
  });
});

it('the check sees text that leaves its box, and what runs', async () => {
  const good = preview(mailing().bulk().text('Hello'));
  const long = await shown(good.replace('>Hello<', `>${'Hello '.repeat(20)}<`));
  expect(long.beyond).toBeGreaterThan(0);
  const run = await shown(good.replace('</svg>', '<image href="x" onerror="window.ran = true"/></svg>'));
  expect(run.elements).toContain('image');
});
