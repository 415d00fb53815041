import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { mailing } from 'viber-mailing';
import { preview } from 'viber-mailing/preview';
import { describe, expect, it } from 'vitest';

const image = 'https://cdn.shop.example.com/sale.jpg';
const link = 'https://shop.example.com/sale';

interface Drawn {
  readonly names: readonly string[];
  readonly attributes: readonly (readonly [string, string])[];
  readonly lines: readonly string[];
}

/** Reads a picture as a strict XML parser does, and throws where it is not well-formed. */
function read(svg: string): Drawn {
  const names: string[] = [];
  const attributes: [string, string][] = [];
  const lines: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes: own }) => {
    names.push(name);
    if (name === 'text') lines.push('');
    attributes.push(...(Object.entries(own) as [string, string][]));
  });
  parser.on('text', (text) => {
    if (lines.length > 0) lines[lines.length - 1] += text;
  });
  parser.write(svg).close();
  return { names, attributes, lines };
}

const textOf = (text: string) => read(preview(mailing().bulk().text(text))).lines.slice(2);

describe('what is in a picture', () => {
  it('piles no more than four marks on a letter', () => {
    expect(textOf(`a${'\u0301'.repeat(50)}b`)).toEqual(['a\u0301\u0301\u0301\u0301b']);
  });

  it('shows the sender, the host of the image, the text and the button', () => {
    const button = mailing().bulk().button({ caption: 'To the shop', link, image, text: 'Half price today' });
    expect(read(preview(button, { sender: 'My Shop' })).lines).toEqual([
      'M',
      'My Shop',
      'cdn.shop.example.com',
      'Half price today',
      'To the shop',
    ]);
  });

  it('draws an image without a text', () => {
    expect(read(preview(mailing().bulk().image(image))).lines).toEqual(['S', 'Sender', 'cdn.shop.example.com']);
  });

  it('draws the message of the recipient that is asked for', () => {
    const notice = mailing()
      .personal()
      .text()
      .to([
        { phone: '375291111111', text: 'For Anna' },
        { phone: '375292222222', text: 'For Boris' },
      ]);
    expect(read(preview(notice)).lines[2]).toBe('For Anna');
    expect(read(preview(notice, { recipient: 1 })).lines[2]).toBe('For Boris');
  });

  it('stands in for texts that are not there yet', () => {
    expect(read(preview(mailing().personal().text())).lines[2]).toBe('Each recipient’s own text');
  });

  it('shows monospace, and no marks in it', () => {
    const svg = preview(mailing().bulk().text('Code ```a *b* c``` here'));
    expect(svg).toContain('<tspan font-family="monospace">a *b* c</tspan>');
    expect(textOf('Code ```a *b* c``` here')).toEqual(['Code a *b* c here']);
  });

  it('takes no part of a link for a mark, and a link between marks as what they mean', () => {
    for (const url of ['https://a.by/_x_/~y~', 'http://a.by/*z*?q=_1_']) {
      expect(textOf(url)).toEqual([url]);
      expect(preview(mailing().bulk().text(url))).not.toContain('<tspan');
    }
    const svg = preview(mailing().bulk().text('*See https://a.by/_x_.* _now_'));
    expect(svg).toContain('<tspan font-weight="700">See https://a.by/_x_.</tspan>');
    expect(svg).toContain('<tspan font-style="italic">now</tspan>');
  });

  it('breaks no line at a no-break space', () => {
    const lines = textOf('The price of this thing is today only 100\u00a0000\u00a0000\u00a0rubles');
    expect(lines.some((line) => line.includes('100\u00a0000\u00a0000\u00a0rubles'))).toBe(true);
  });

  it('shows the marks of Viber as styles', () => {
    const svg = preview(mailing().bulk().text('*bold* _italic_ ~strike~ *_both_* 2*3*4 snake_case_name'));
    expect(svg).toContain('<tspan font-weight="700">bold</tspan>');
    expect(svg).toContain('<tspan font-style="italic">italic</tspan>');
    expect(svg).toContain('<tspan text-decoration="line-through">strike</tspan>');
    expect(svg).toContain('<tspan font-weight="700" font-style="italic">both</tspan>');
    expect(read(svg).lines.slice(2).join(' ')).toContain('2*3*4');
    expect(read(svg).lines.slice(2).join(' ')).toContain('snake_case_name');
  });

  it('has other colours in the dark theme and the same words', () => {
    const text = mailing().bulk().text('Hello');
    expect(preview(text, { theme: 'dark' })).not.toBe(preview(text, { theme: 'light' }));
    expect(read(preview(text, { theme: 'dark' })).lines).toEqual(read(preview(text)).lines);
    expect(preview(text)).toBe(preview(text, { theme: 'light' }));
  });

  it('says what it shows to those who do not see it', () => {
    const button = mailing().bulk().button({ caption: 'Go', link, image, text: 'Sale' });
    expect(preview(button)).toContain('role="img" aria-label="Viber message: image, Sale, button: Go"');
  });

  it('keeps line ends, and breaks long lines between words', () => {
    expect(textOf('one\ntwo')).toEqual(['one', 'two']);
    const lines = textOf('word '.repeat(40).trim());
    expect(lines.length).toBeGreaterThan(4);
    expect(lines.join('').replaceAll(' ', '')).toBe('word'.repeat(40));
    for (const line of lines) expect(line.trim()).toMatch(/^word( word)*$/);
  });

  it('breaks a word that is longer than a line, between whole characters', () => {
    const family = '👩‍👩‍👧‍👦';
    const lines = textOf(family.repeat(60));
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line.length % family.length).toBe(0);
  });

  it('writes right-to-left text from the right', () => {
    expect(preview(mailing().bulk().text('שלום עולם'))).toContain('direction="rtl"');
    expect(preview(mailing().bulk().text('Hello'))).not.toContain('direction');
  });
});

describe('hostile texts', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '"><image href="https://evil.example.com/x.png"/>',
    ']]><!-- &lt; &#0; <?xml version="1.0"?>',
    'a\u0000b\u0007c\u001b[31md\u009be\ufffe\uffff',
    '\u202egnp.exe\u2066x\u2069',
    'no end'.repeat(500),
    '*'.repeat(3000),
    '_a'.repeat(3000),
    'a\u2028\u2029\r\n\t\v\f',
    'é'.normalize('NFD').repeat(300),
    'x'.repeat(1000),
  ];

  it.each(hostile.map((text) => [JSON.stringify(text.slice(0, 30)), text]))('%s stays text', (_, text) => {
    for (const svg of [
      preview(mailing().bulk().text(text), { sender: text }),
      preview(
        mailing()
          .bulk()
          .button({ caption: text, link, image: `https://a.by/${encodeURIComponent(text)}`, text }),
        { sender: text, theme: 'dark' },
      ),
    ]) {
      const { names, attributes } = read(svg);
      expect(new Set(names)).toEqual(
        new Set([...names].filter((name) => ['svg', 'rect', 'circle', 'path', 'text', 'tspan'].includes(name))),
      );
      for (const [name, value] of attributes) {
        expect(name).not.toMatch(/^on|href|^style$|src/i);
        if (name !== 'aria-label' && name !== 'xmlns') expect(value).not.toMatch(/url\(|https?:/);
      }
    }
  });

  it('draws lone surrogates of a name as a sign', () => {
    expect(read(preview(mailing().bulk().text('Hello'), { sender: 'a\ud800b' })).lines[1]).toBe('a\ufffdb');
  });

  it('is well-formed for any text', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }).map((text) => `${text}.`);
    fc.assert(
      fc.property(text, text, (said, sender) => {
        read(preview(mailing().bulk().text(said), { sender }));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('loses no word of a text', () => {
    const words = fc.array(fc.stringMatching(/^[a-zа-я0-9]{1,40}$/), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(words, (said) => {
        expect(textOf(said.join(' ')).join('').replaceAll(' ', '')).toBe(said.join(''));
      }),
      { seed: 11, numRuns: 100 },
    );
  });
});

describe('options', () => {
  const text = mailing().bulk().text('Hello');
  const codesOf = (call: () => unknown) => {
    try {
      call();
    } catch (error) {
      return (error as { issues: { code: string; path: string }[] }).issues.map(({ code, path }) => `${path}: ${code}`);
    }
    return undefined;
  };

  it.each([
    ['a theme that does not exist', { theme: 'blue' }, 'theme: theme'],
    ['a sender that is no string', { sender: 444 }, 'sender: sender_name'],
    ['a recipient beyond the last', { recipient: 1 }, 'recipient: recipient_index'],
    ['a recipient below the first', { recipient: -1 }, 'recipient: recipient_index'],
    ['half a recipient', { recipient: 0.5 }, 'recipient: recipient_index'],
    ['an unknown option', { tehme: 'dark' }, 'tehme: unknown_option'],
  ])('refuses %s', (_, options, issue) => {
    expect(codesOf(() => preview(text, options as never))).toEqual([issue]);
  });

  it.each([
    ['a draft', mailing()],
    ['a bulk draft', mailing().bulk()],
    ['a string', 'Hello'],
    ['nothing', undefined],
  ])('refuses %s in place of a message', (_, value) => {
    expect(codesOf(() => preview(value as never))).toEqual([': composed_expected']);
  });

  it('counts the recipients of a mailing', () => {
    const bulk = text.to(['375291111111', '375292222222']);
    expect(preview(bulk, { recipient: 1 })).toBe(preview(text));
    expect(codesOf(() => preview(bulk, { recipient: 2 }))).toEqual(['recipient: recipient_index']);
  });
});
