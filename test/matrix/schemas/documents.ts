/** A JSON document, and which of the two schemas it is for. */
export interface Document {
  readonly name: string;
  readonly schema: 'mailing' | 'request';
  /** The document as text, since some of what is tried (a key twice) does not survive parsing. */
  readonly text: string;
}

type Json = any;

const phone = '375291111111';
const image = 'https://shop.example.com/sale.jpg';
const link = 'https://shop.example.com/sale';

/** One faultless mailing of each kind, by hand. */
const kinds: Readonly<Record<string, Json>> = {
  'bulk text': { message_type: 'bulk', content: { type: 'text', text: 'Hello' }, delivery_list: [phone] },
  'bulk image': { message_type: 'bulk', content: { type: 'image', image_url: image }, delivery_list: [phone] },
  'bulk button': {
    message_type: 'bulk',
    content: { type: 'button', image_url: image, button_link: link, caption: 'Buy', text: 'Hello' },
    delivery_list: [phone],
  },
  'personal text': { message_type: 'personal', content: { type: 'text' }, delivery_list: [{ phone, text: 'Hello' }] },
  'personal button': {
    message_type: 'personal',
    content: { type: 'button', image_url: image, caption: 'Buy' },
    delivery_list: [{ phone, text: 'Hello', button_link: link }],
  },
};

const phones: readonly Json[] = [
  '375291111111',
  '48600111222',
  '79161234567',
  '4915123456789',
  '2901234',
  '290123',
  '12025550123',
  '358401234567',
  '882161234567',
  '123456789012345',
  '861234567890123',
  '8612345678901234',
  '37529111111',
  '3752911111111',
  '7916123456',
  '791612345678',
  '80291111111',
  '89161234567',
  '0291111111',
  '00375291111111',
  '+375291111111',
  '375 29 111 11 11',
  '375-29-111-11-11',
  '',
  ' 375291111111',
  '375291111111 ',
  '375291111111\n',
  '\n375291111111',
  'Anna\n375291111111',
  '375291111111\nAnna',
  '375291111111\r\n',
  '375291111111\u2028',
  '٣٧٥٢٩١١١١١١١',
  '37529111111١',
  '３７５２９１１１１１１１',
  '375291111111.0',
  '3.75291E+11',
  '2101234567',
  '9991234567',
  '3831234567',
  '69012345678',
  375291111111,
  3.75291e11,
  null,
  true,
  [],
  {},
  ['375291111111'],
  '375291111111\u0000',
  '\u0000375291111111',
  'О375291111111',
]; // prettier-ignore

const schedules: readonly Json[] = [
  '2026-11-27T10:00:00',
  '2028-02-29T00:00:00',
  '2026-02-29T10:00:00',
  '2100-02-29T10:00:00',
  '2000-02-29T10:00:00',
  '2026-02-30T10:00:00',
  '2026-04-31T10:00:00',
  '2026-12-31T23:59:59',
  '2026-13-01T10:00:00',
  '2026-00-10T10:00:00',
  '2026-10-00T10:00:00',
  '2026-10-32T10:00:00',
  '2026-11-27T24:00:00',
  '2026-11-27T23:60:00',
  '2026-11-27T23:59:60',
  '2026-11-27T10:00:00Z',
  '2026-11-27T10:00:00+03:00',
  '2026-11-27T10:00:00.000',
  '2026-11-27 10:00:00',
  '2026-11-27t10:00:00',
  '2026-11-27',
  '26-11-27T10:00:00',
  '02026-11-27T10:00:00',
  '2026-11-27T10:00:00\n',
  '\n2026-11-27T10:00:00',
  '2026-11-27T10:00:00\n2026-11-27T10:00:00',
  '٢٠٢٦-11-27T10:00:00',
  '',
  20261127,
  1795772400000,
  null,
  false,
]; // prettier-ignore

const links: readonly Json[] = [
  'https://shop.example.com/sale',
  'http://shop.example.com',
  'HTTPS://SHOP.EXAMPLE.COM/',
  'https://shop.example.com:8080/a?b=c#d',
  'https://xn--80a.xn--p1ai/',
  'https://магазин.бел/скидка',
  'https://例え.jp/',
  'https://203.0.114.7/a',
  'https://8.8.8.8',
  'https://8.8.8.8.',
  'https://shop.example.com./a',
  'https://shop.example.com:65535/',
  'https://shop.example.com:65536/',
  'https://shop.example.com:/',
  'https://shop.example.com:80a/',
  'ftp://shop.example.com/',
  '//shop.example.com',
  'shop.example.com',
  'https:/shop.example.com',
  'https://',
  'https://?a',
  'javascript:alert(1)',
  'data:image/png;base64,AAAA',
  'https://shop example.com/',
  'https://shop.example.com/a b',
  ' https://shop.example.com/',
  'https://shop.example.com/\n',
  'https://shop.example.com/\nhttps://shop.example.com/',
  '\nhttps://shop.example.com/',
  'https://shop.example.com/\u00a0',
  'https://shop.example.com/\u2028',
  'https://shop.example.com/\u0085',
  'https://shop.example.com/\u200b',
  'http://localhost:3000/pay',
  'http://LOCALHOST/',
  'https://intranet/',
  'https://undefined/a',
  'https://a.localhost/',
  'https://printer.local/',
  'https://db.internal/',
  'https://nas.home.arpa/',
  'https://shop.test/',
  'https://shop.invalid/',
  'https://pc.lan/',
  'https://minio.svc/',
  'https://minio.svc.cluster.local/a.jpg',
  'https://local.example.com/',
  'https://mylocal.by/',
  'https://lan.by/',
  'https://cluster.local/',
  'https://PRINTER.LOCAL/',
  'https://printer.local./',
  'http://127.0.0.1/',
  'http://127.1/',
  'http://0.0.0.0/',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://172.32.0.1/',
  'http://192.168.1.1/',
  'http://169.254.1.1/',
  'http://100.64.0.1/',
  'http://100.127.255.255/',
  'http://100.128.0.1/',
  'http://198.18.0.1/',
  'http://198.19.255.255/',
  'http://198.20.0.1/',
  'http://224.0.0.1/',
  'http://239.1.1.1/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  'http://223.255.255.1/',
  'http://256.1.1.1/',
  'http://1.2.3/',
  'http://1.2.3.4.5/',
  'http://01.2.3.4/',
  'http://0x7f.0.0.1/',
  'http://2130706433/',
  'http://a.0x1/',
  'http://a.1/',
  'http://[::1]/',
  'http://[2001:db8::1]/',
  'https://user:pass@shop.example.com/',
  'https://user@shop.example.com/',
  'https://shop.example.com@evil.by/',
  'https://shop..example.com/',
  'https://.example.com/',
  'https://shop.example.com../',
  'https://-shop.by/',
  'https://shop.-by/',
  'https://shop.b-y/',
  'https://shop.by-/',
  'https://shop_1.by/',
  'https://shop.b_y/',
  'https://shop.%62y/',
  'https://shop.by\\a',
  'https://shop.by%00/',
  'https://shop<.by/',
  'https://shop.by/<>',
  'https://shop．by/',
  'https://ｓhop.by/',
  'https://shop.ｂy/',
  `https://a.by/${'a'.repeat(137)}`,
  `https://a.by/${'a'.repeat(138)}`,
  `https://a.by/${'ж'.repeat(137)}`,
  `https://a.by/${'ж'.repeat(138)}`,
  '',
  17,
  null,
  {},
]; // prettier-ignore

const texts: readonly Json[] = [
  'Hello',
  ' a ',
  '',
  ' ',
  '   ',
  '\n',
  '\t\n',
  '\u00a0',
  '\u200b',
  '\u200b\u200d',
  '\ufeff',
  '\u2060',
  '\u3000',
  '\u00ad',
  '\u2800',
  '\u0000',
  '\u0000a',
  '🎉',
  '👨‍👩‍👧',
  'é',
  'И'.repeat(1001),
  17,
  null,
  false,
  [],
  {},
]; // prettier-ignore

const senders: readonly Json[] = [
  '444',
  '0',
  '007',
  '',
  'My shop',
  '444\n',
  '\n444',
  '4\n4',
  '٤٤٤',
  '４４４',
  '4.4',
  '-4',
  '+4',
  ' 444',
  '1e3',
  444,
  null,
  true,
];

const tokens: readonly Json[] = [
  'my-token',
  'a',
  '!~',
  '',
  ' ',
  'a b',
  'my-token\n',
  '\nmy-token',
  'a\tb',
  'tökën',
  'токен',
  '\u007f',
  '\u0000',
  17,
  null,
];

/** Puts a value in the place of another. */
function at(json: Json, path: readonly (string | number)[], value: Json): Json {
  const copy = structuredClone(json);
  let place = copy;
  for (const key of path.slice(0, -1)) place = place[key];
  const last = path.at(-1) as string;
  if (value === undefined) delete place[last];
  else if (last === '__proto__')
    Object.defineProperty(place, last, { value, enumerable: true, configurable: true, writable: true });
  else place[last] = value;
  return copy;
}

function shown(value: Json): string {
  const text = JSON.stringify(value).replace(/[^\x20-\x7eЀ-ӿ]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return text.length > 60 ? `${text.slice(0, 30)}… (${text.length})` : text;
}

/** Every document that is tried. */
export function documents(): Document[] {
  const list: Document[] = [];
  const add = (schema: Document['schema'], name: string, json: Json | { readonly text: string }) =>
    list.push({
      schema,
      name,
      text: typeof json?.text === 'string' && Object.keys(json).length === 1 ? json.text : JSON.stringify(json),
    });
  const each = (kind: string, path: readonly (string | number)[], values: readonly Json[]) => {
    for (const value of values) add('mailing', `${kind}: ${path.join('.')} = ${shown(value)}`, at(kinds[kind], path, value));
  };

  for (const [kind, json] of Object.entries(kinds)) {
    add('mailing', kind, json);
    add('mailing', `${kind} with everything`, { alphaname_id: '444', name: 'Sale', schedule_time: '2026-11-27T10:00:00', ...json });
    add('request', `request of a ${kind}`, { token: 'my-token', messages: [{ alphaname_id: '444', ...json }] });
    add('request', `request of a ${kind} without a sender`, { token: 'my-token', messages: [json] });
    for (const key of Object.keys(json)) add('mailing', `${kind} without ${key}`, at(json, [key], undefined));
    for (const key of Object.keys(json.content))
      add('mailing', `${kind} without content.${key}`, at(json, ['content', key], undefined));
    if (typeof json.delivery_list[0] === 'object')
      for (const key of Object.keys(json.delivery_list[0]))
        add('mailing', `${kind} without ${key} of a recipient`, at(json, ['delivery_list', 0, key], undefined));
    for (const key of ['type', 'text', 'image_url', 'button_link', 'caption', 'video_url']) {
      if (key in json.content) continue;
      add(
        'mailing',
        `${kind} with content.${key}`,
        at(json, ['content', key], key.endsWith('link') || key.endsWith('url') ? link : 'Hello'),
      );
    }
    for (const type of ['bulk', 'personal', 'Bulk', '', null, 1])
      add('mailing', `${kind} as message_type ${shown(type)}`, at(json, ['message_type'], type));
    for (const type of ['text', 'image', 'button', 'video', 'Text', '', null, 1, 'toString', '__proto__'])
      add('mailing', `${kind} as content.type ${shown(type)}`, at(json, ['content', 'type'], type));
    for (const key of ['unknown', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'Name', 'text', 'phone'])
      add('mailing', `${kind} with the key ${shown(key)}`, at(json, [key], 'a'));
    for (const value of [
      [],
      {},
      null,
      'a',
      17,
      [null],
      [[]],
      [17],
      [phone, { phone, text: 'a' }],
      [{}],
      [{ phone }],
      [{ text: 'a' }],
    ])
      add('mailing', `${kind}: delivery_list = ${shown(value)}`, at(json, ['delivery_list'], value));
    for (const value of [[], null, 'a', 17, {}]) add('mailing', `${kind}: content = ${shown(value)}`, at(json, ['content'], value));
  }
  each('bulk text', ['delivery_list', 0], phones);
  each('personal text', ['delivery_list', 0, 'phone'], phones);
  each('personal button', ['delivery_list', 0, 'phone'], phones.slice(0, 34));
  each('bulk image', ['content', 'image_url'], links);
  each('bulk button', ['content', 'button_link'], links);
  each('personal button', ['delivery_list', 0, 'button_link'], links);
  each('personal button', ['content', 'image_url'], links.slice(0, 60));
  each('bulk text', ['schedule_time'], schedules);
  each('personal button', ['schedule_time'], schedules.slice(0, 20));
  each('bulk text', ['content', 'text'], texts);
  each('personal text', ['delivery_list', 0, 'text'], texts);
  each('bulk button', ['content', 'caption'], texts);
  each('bulk text', ['name'], texts);
  each('bulk text', ['alphaname_id'], senders);
  for (const key of ['unknown', '__proto__', 'constructor', 'link'])
    add('mailing', `personal text: a recipient with the key ${key}`, at(kinds['personal text'], ['delivery_list', 0, key], 'a'));
  add(
    'mailing',
    'personal text: a recipient with a button_link',
    at(kinds['personal text'], ['delivery_list', 0, 'button_link'], link),
  );
  add('mailing', 'a second phone is faulty', at(kinds['bulk text'], ['delivery_list', 1], '+375291111111'));
  for (const value of [null, [], 'a', 17, true, {}]) {
    add('mailing', `a mailing that is ${shown(value)}`, value);
    add('request', `a request that is ${shown(value)}`, value);
  }
  add('mailing', 'an editor’s $schema', { $schema: './mailing.schema.json', ...kinds['bulk text'] });
  add('mailing', 'a $schema that is no string', { $schema: 17, ...kinds['bulk text'] });

  const whole = { token: 'my-token', messages: [{ alphaname_id: '444', ...kinds['bulk text'] }] };
  for (const value of tokens) add('request', `token = ${shown(value)}`, at(whole, ['token'], value));
  for (const value of senders) add('request', `alphaname_id = ${shown(value)}`, at(whole, ['messages', 0, 'alphaname_id'], value));
  for (const value of links) add('request', `callback_url = ${shown(value)}`, at(whole, ['callback_url'], value));
  for (const value of [[], {}, null, 'a', [null], [[]], [kinds['bulk text']]])
    add('request', `messages = ${shown(value)}`, at(whole, ['messages'], value));
  for (const key of ['unknown', '__proto__', 'constructor', 'from'])
    add('request', `a request with the key ${key}`, at(whole, [key], 'a'));
  add('request', 'a request without a token', at(whole, ['token'], undefined));
  add('request', 'a request without messages', at(whole, ['messages'], undefined));
  add('request', 'two mailings, the second faulty', at(whole, ['messages', 1], { ...whole.messages[0], delivery_list: [] }));
  add('request', 'a mailing in the place of a request', kinds['bulk text']);
  add('mailing', 'a request in the place of a mailing', whole);

  // A parser takes the last of two equal keys; a validator sees what its parser left.
  const twice = (first: string, second: string) =>
    `{"message_type":"bulk","content":{"type":"text","text":"a"},"delivery_list":[${first}],"delivery_list":[${second}]}`;
  list.push({ schema: 'mailing', name: 'a key twice, the last one faultless', text: twice('"+375291111111"', `"${phone}"`) });
  list.push({ schema: 'mailing', name: 'a key twice, the last one faulty', text: twice(`"${phone}"`, '"+375291111111"') });

  const seen = new Set<string>();
  return list.filter(({ schema, text }) => seen.size < seen.add(`${schema} ${text}`).size);
}
