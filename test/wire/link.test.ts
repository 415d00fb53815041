import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { mailing } from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { mailingJsonSchema } from '../../src/wire/json-schema.js';
import { buttonLinkFault, callbackFault, imageFault, linkFault, linkText, specialUseNames } from '../../src/wire/link.js';
import { thrown } from './thrown.js';

const links = [
  'https://shop.example.com',
  'http://shop.example.com/',
  'HTTPS://SHOP.EXAMPLE.COM/SALE',
  'https://shop.example.com/sale?utm=1&x=%20#top',
  'https://shop.example.com:8443/sale',
  'https://shop.example.com?x=1',
  'https://shop.example.com#top',
  'https://shop.example.com./sale',
  'https://my-shop.example.com/',
  'https://my_shop.example.com/',
  'https://магазин.бел/распродажа',
  'https://xn--80aswg.xn--90ais/',
  'https://例え.テスト/',
  // Joiners and the sign of emoji are parts of what is seen.
  'https://shop.example.com/❤\ufe0f',
  'https://shop.example.com/می\u200cخواهم',
  'https://shop.example.com/👩\u200d💻',
  'https://home.example.com/',
  'https://shop.homes/',
  'https://1.1.1.1.example.com/',
  'https://shop.example.com/a"b<c>d{e}|f\\g^h`',
  'https://shop.example.com//double//slash',
  'http://8.8.8.8:80/i.png',
  'http://192.0.1.1/',
  'http://192.0.3.1/',
  'http://198.51.99.1/',
  'http://198.51.101.1/',
  'http://203.0.112.1/',
  'http://203.0.114.1/',
];

const privateLinks = [
  'http://localhost',
  'http://localhost:3000/hook',
  'http://LocalHost/',
  'http://localhost./',
  'http://shop.localhost/',
  'https://shop.1a/',
  'https://shop.0xg/',
  'http://a.b.localhost./',
  'http://a.LOCALHOST:80',
  'http://shop/i.png',
  'http://intranet',
  'http://shop./',
  'http://0.0.0.0/',
  'http://0.1.2.3/',
  'http://10.0.0.0/',
  'http://10.255.255.255/',
  'http://127.0.0.1/',
  'http://127.0.0.1./',
  'http://127.255.255.254:8080/',
  'http://169.254.0.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://172.16.0.1/',
  'http://172.20.0.1/',
  'http://172.31.255.255/',
  'http://192.168.0.1/',
  'http://192.168.255.255?x',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[fe80::1]/',
  'http://[fd00::1]/',
  'http://[2001:db8::1]/',
  'http://100.64.0.1/',
  'http://100.99.0.1/',
  'http://100.127.255.255/',
  'http://198.18.0.1/',
  // For protocols and documentation.
  'http://192.0.0.1/',
  'http://192.0.2.1/i.png',
  'http://198.51.100.255:8080/',
  'http://203.0.113.0',
  'http://198.19.255.255/',
  'http://224.0.0.1/',
  'http://239.255.255.250/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  'http://undefined/',
  'https://null/sale',
  'https://undefined:3000/sale',
  'http://printer.local/',
  'https://MINIO.SVC.Cluster.Local/a.jpg',
  'https://minio.svc.cluster.local/a.jpg',
  'https://minio.shop.svc/a.jpg',
  'https://metadata.google.internal/',
  'https://nas.home.arpa/',
  'https://shop.test/',
  'https://shop.test./',
  'https://shop.invalid?x',
  'https://router.lan:8080/',
  // What offices and routers make up (RFC 6762, appendix G).
  'https://nas.home/',
  'https://mail.corp./',
  'https://wiki.INTRANET/a.jpg',
  'http://shop.private:8080',
  'http://localhost.localdomain/',
  'https://user:password@shop.internal/',
];

const linksWithLogin = ['https://user@shop.example.com/', 'https://user:password@shop.example.com/', 'https://@shop.example.com/'];

const noLinks = [
  '',
  ' ',
  'shop.example.com',
  'www.shop.example.com/sale',
  '/sale',
  '//shop.example.com/sale',
  'https:/shop.example.com',
  'https:shop.example.com',
  'https//shop.example.com',
  'https:\\\\shop.example.com',
  'https://',
  'https:///sale',
  'https://?x=1',
  'https://#top',
  'https://:80/',
  'https://.',
  'https://.com/',
  'https://shop..com/',
  'https://shop.example.com../',
  'https://user@/',
  'https://a@b@shop.example.com/',
  'https://shop.example.com\\@other.example.com/',
  'https://]\\@shop.example.com/',
  'https://shop.example.com:/',
  'https://shop.example.com:99999/',
  'https://shop.example.com:65536/',
  'https://shop.example.com:80a/',
  'https://shop.example.com:-1/',
  'https://sh op.example.com/',
  'https://shop.example.com/my sale',
  'https://shop.example.com/sale ',
  ' https://shop.example.com/sale',
  'https://shop.example.com/\tsale',
  'https://shop.example.com/sale\n',
  'https://shop.example.com/\u00a0sale',
  'https://shop.example.com/\u2028',
  'https://shop.example.com/\ufeff',
  'https://shop.example.com/\u0000',
  'https://shop.example.com/\u007f',
  'https://shop.example.com/\u0085',
  // Seen by nobody, copied along from chats and documents.
  'https://shop.example.com/sale\u200b',
  '\u200bhttps://shop.example.com/sale',
  'https://shop.example.com/\u00adsale',
  'https://shop.example.com/sale\u2060',
  'https://shop.example.com/sale\u200e',
  'https://shop.example.com/\u202asale\u202c',
  'https://shop.example.com/\u2066sale\u2069',
  'https://shop.example.com/sale\u2800',
  'https://shop.example.com/sale\u3164',
  'https://shop\u00ad.example.com/',
  'https://shop%2eexample.com/',
  'https://shop<example.com/',
  'https://[::1/',
  'https://[shop]/',
  'https://[]/',
  'http://256.1.1.1/',
  'http://1.2.3/',
  'http://1.2.3.4.5/',
  'http://01.2.3.4/',
  // Other ways to write an address, which browsers and servers understand, and nobody needs.
  'http://2130706433/',
  'http://0x7f000001/',
  'http://127.0.0.0x1/',
  'http://a.0X7F/',
  'http://a.0x/',
  'ftp://shop.example.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/plain,x',
  'viber://chat?number=375291111111',
  'tel:+375291111111',
  'mailto:a@example.com',
  'httpss://shop.example.com',
  'http://http://shop.example.com',
];

const localCallbackFault = (link: unknown) => callbackFault(link, true);

describe('a link', () => {
  it.each([...links, ...linksWithLogin])('is %s', (link) => {
    for (const fault of [linkFault, buttonLinkFault, localCallbackFault]) expect(fault(link)).toBeUndefined();
  });

  it.each(privateLinks)('is not %s, which nobody outside can open', (link) => {
    expect(linkFault(link)).toBe('link_private');
    expect(buttonLinkFault(link)).toBe('link_private');
    expect(localCallbackFault(link)).toBeUndefined();
  });

  it.each(noLinks)('is not %j', (link) => {
    for (const fault of [linkFault, buttonLinkFault, imageFault, localCallbackFault]) expect(fault(link)).toBe('link_format');
  });

  it('is a port from 0 to 65535 where it has one', () => {
    const ports = [0, 1, 80, 443, 8080, 59999, 60000, 64999, 65000, 65499, 65500, 65529, 65530, 65535];
    for (const port of ports) expect(linkFault(`https://a.by:${port}/`), String(port)).toBeUndefined();
    for (const port of [65536, 65540, 65600, 66000, 70000, 99999, 100000])
      expect(linkFault(`https://a.by:${port}/`)).toBe('link_format');
  });
});

describe('an image', () => {
  it.each(links)('is %s', (link) => {
    expect(imageFault(link)).toBeUndefined();
  });

  it.each([...privateLinks, ...linksWithLogin])('is not %s, which the gateway cannot open', (link) => {
    expect(imageFault(link)).toBe('image_private');
  });

  it.each([
    'http://1.1.1.1/',
    'http://9.255.255.255/',
    'http://11.0.0.0/',
    'http://126.255.255.255/',
    'http://128.0.0.0/',
    'http://169.253.255.255/',
    'http://169.255.0.0/',
    'http://172.15.255.255/',
    'http://172.32.0.0/',
    'http://192.167.255.255/',
    'http://192.169.0.0/',
    'http://100.63.255.255/',
    'http://100.128.0.0/',
    'http://198.17.255.255/',
    'http://198.20.0.0/',
    'http://223.255.255.255/',
    'http://local.example.com/',
    'http://test.by/',
    'http://internal.shop.by/',
    'http://shop.tests/',
    'http://shop.lanc/',
    'http://mytest.by/?host=shop.test',
    'http://shop.by/a.local',
    'http://localhost.example.com/',
    'http://notlocalhost.example/',
    'http://example.localhosts/',
    'http://10.example.com/',
    'http://127.0.0.1.example.com/',
    'http://shop.example.com/?from=user@localhost',
    'http://shop.example.com/@me',
    'http://shop.example.com/http://10.0.0.1/',
  ])('is %s: a private network ends there, or is only mentioned', (link) => {
    expect(imageFault(link)).toBeUndefined();
  });
});

const anyPart = fc.constantFrom(
  ...['http', 'https', 'HTTP', ':', '/', '//', '://', '.', '..', '@', '?', '#', '[', ']', '%', '\\', '-', '_', ' ', '\t'],
  ...[
    'a',
    'shop',
    'by',
    'com',
    'localhost',
    'LOCALHOST',
    'home',
    'arpa',
    'test',
    'Local',
    'svc',
    '0',
    '1',
    '10',
    '127',
    '172',
    '16',
    '192',
    '168',
    '169',
    '254',
    '255',
    '100',
    '64',
    '198',
    '18',
    '224',
  ],
  ...['256', '999', '0x7f', '0177', '8080', '65536', 'xn--', 'ж', 'бел', '。', '．', '１', 'ⅼ', 'ſ', '\u00ad', '\u200b', 'º'],
);
const anyUrl = fc.oneof(
  fc.array(anyPart, { maxLength: 9 }).map((parts) => parts.join('')),
  fc.array(anyPart, { maxLength: 9 }).map((parts) => `http://${parts.join('')}`),
  fc.array(anyPart, { maxLength: 5 }).map((parts) => `http://${parts.join('')}/i.png`),
  fc.webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ['http', 'https'] }),
  fc.ipV4Extended().map((address) => `http://${address}/`),
  fc.ipV4().map((address) => `http://${address}/`),
  fc.ipV6().map((address) => `http://[${address}]/`),
);

describe('beside the URL parser of the runtime', () => {
  // Labels that no registry gives out, and the inside of brackets, are left to the gateway.
  const left = (link: string) => /\[|xn--|[^ -~]/.test(link);

  it('a link is a URL', () => {
    fc.assert(
      fc.property(anyUrl, (link) => {
        fc.pre(linkFault(link) === undefined && !left(link));
        expect(['http:', 'https:']).toContain(new URL(link).protocol);
      }),
      { numRuns: 3000 },
    );
  });

  it('whatever fc calls a web URL is a link', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (link) => {
        // A name that it made up may be one of those that are not public.
        fc.pre(!new RegExp(`\\.(?:${specialUseNames})$`, 'i').test(new URL(link).hostname));
        expect(linkFault(link)).toBeUndefined();
      }),
    );
  });

  it('an image is on a public host', () => {
    fc.assert(
      fc.property(anyUrl, (link) => {
        fc.pre(imageFault(link) === undefined);
        expect(isPublic(link), link).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('no character that is read as another one brings an image to a private host', () => {
    for (let code = 0x80; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code);
      if (character.normalize('NFKC') === character && !/\p{Default_Ignorable_Code_Point}/u.test(character)) continue;
      for (const host of [
        `10.0.0.1${character}`,
        `10.0.0${character}1`,
        `127.${character}`,
        `a.${character}ocalhost`,
        `a.l${character}calhost`,
        `a.localho${character}t`,
        `a.local${character}host`,
        `a${character}localhost`,
        `nas.hom${character}.arpa`,
        `nas.home.ar${character}a`,
        `shop.loc${character}l`,
        `100.64.${character}.1`,
        `224.0.0${character}`,
        `shop${character}`,
      ])
        if (imageFault(`http://${host}/i.png`) === undefined) expect(isPublic(`http://${host}/i.png`), host).toBe(true);
    }
  });
});

describe('the guide lists what cannot be reached', () => {
  const guide = readFileSync(new URL('../../docs/guides/mistakes.md', import.meta.url), 'utf8');

  it('all special names, and no other', () => {
    const [list = ''] = /names below [^;]+;/.exec(guide) ?? [];
    expect([...list.matchAll(/`\.([a-z]+)`/g)].map(([, name]) => name)).toEqual(specialUseNames.split('|'));
  });

  it('all ranges, from the first address to the last', () => {
    const ranges = [...guide.matchAll(/`(\d+)\.(\d+)\.(\d+)\.0\/(\d+)`/g)].map(([, a, b, c, bits]) => {
      const first = Number(a) * 2 ** 24 + Number(b) * 2 ** 16 + Number(c) * 2 ** 8;
      return [first, first + 2 ** (32 - Number(bits))] as const;
    });
    expect(ranges).toHaveLength(14);
    const isListed = (address: number) => ranges.some(([first, end]) => address >= first && address < end);
    const compare = (address: number, size: number) => {
      for (const each of [address, address + size - 1]) {
        const host = [24, 16, 8, 0].map((shift) => Math.floor(each / 2 ** shift) % 256).join('.');
        expect(linkFault(`http://${host}/`), host).toBe(isListed(each) ? 'link_private' : undefined);
      }
    };
    // Every second octet of every first one, and around a narrower range every third.
    for (let address = 0; address < 2 ** 32; address += 2 ** 16) {
      compare(address, 2 ** 16);
      if (!ranges.some(([first, end]) => end - first < 2 ** 16 && first >= address && first < address + 2 ** 16)) continue;
      for (let third = 0; third < 256; third++) compare(address + third * 2 ** 8, 2 ** 8);
    }
  });
});

it('a long text is told from a link in one go', () => {
  const parts = ['a', 'a.', '1', '1.', '@', 'a@', ':', '[', 'ж.', 'localhost.', '-', '10.', '/', '%', '0'];
  for (const part of parts)
    for (const end of ['', '!', ' ', '@', '.', ':x', '\n'])
      for (const fault of [linkFault, imageFault]) fault(`http://${part.repeat(100_000)}${end}`);
});

describe('the patterns of the JSON Schema', () => {
  const ajv = new Ajv2020({ strict: true });
  const { image_url, button_link } = (mailingJsonSchema() as any).properties.content.properties;
  const link = { test: ajv.compile({ ...button_link, maxLength: 1_000 }) };
  const image = { test: ajv.compile(image_url) };

  it.each([...links, ...privateLinks, ...linksWithLogin, ...noLinks])('say the same of %j', (url) => {
    expect([link.test(url), image.test(url)]).toEqual([linkFault(url) === undefined, imageFault(url) === undefined]);
  });

  it('say the same of any URL', () => {
    fc.assert(
      fc.property(anyUrl, (url) => {
        expect([link.test(url), image.test(url)], url).toEqual([linkFault(url) === undefined, imageFault(url) === undefined]);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('a URL object', () => {
  it('is read as its text', () => {
    expect(linkText(new URL('https://shop.example.com/распродажа'))).toBe(
      'https://shop.example.com/%D1%80%D0%B0%D1%81%D0%BF%D1%80%D0%BE%D0%B4%D0%B0%D0%B6%D0%B0',
    );
    expect(linkText({ href: 'https://a.by/', protocol: 'https:', searchParams: {} })).toBe('https://a.by/');
  });

  it('is told that percent-encoding made it long: of 100 Cyrillic letters, as text it is short enough', () => {
    const link = `https://shop.by/${'ж'.repeat(100)}`;
    const button = (link: string | URL) =>
      mailing().bulk().button({ caption: 'C', link, image: 'https://a.by/i.png', text: 'T' }).to('375291111111').toJSON();
    expect(button(link).content).toMatchObject({ button_link: link });
    const error = thrown(() => button(new URL(link)));
    expect(error.issues[0]).toMatchObject({ code: 'link_length', path: 'content.button_link' });
    expect(error.message).toContain('percent-encoding');
  });

  it('is no other object: a location or a link element is not taken for one', () => {
    for (const value of [{ href: 'https://a.by/' }, null, undefined, 5, 'https://a.by/', ['https://a.by/']])
      expect(linkText(value)).toBe(value);
  });
});

/** Whether the host of a URL, as the runtime reads it, can be reached from outside; `true` for what is no URL at all. */
function isPublic(link: string): boolean {
  if (!URL.canParse(link)) return true;
  const { hostname, username, password } = new URL(link);
  const host = hostname.replace(/\.$/, '');
  if (username !== '' || password !== '' || !host.includes('.') || host.startsWith('[')) return false;
  if (/\.(?:localhost|local|internal|home\.arpa|test|invalid|lan|svc|home|corp|intranet|private|localdomain)$/.test(`.${host}`))
    return false;
  const [a, b] = /^\d+\.\d+\.\d+\.\d+$/.test(host) ? host.split('.').map(Number) : [];
  if (a === undefined || b === undefined) return true;
  const inPrivate =
    (a === 172 && b >= 16 && b <= 31) || (a === 100 && b >= 64 && b <= 127) || (a === 198 && (b === 18 || b === 19));
  return !(a >= 224 || a === 0 || a === 10 || a === 127 || inPrivate || (a === 192 && b === 168) || (a === 169 && b === 254));
}
