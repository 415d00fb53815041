import { mailing, parseMailing, parseRequest, request } from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { faults, thrown, untyped } from '../wire/thrown.js';

const plain = mailing().bulk().text('Hello').to('375291111111');
const own = mailing().from('17').bulk().text('Hello').to('375291111111');

const senders = (body: unknown) =>
  untyped(body)
    .toJSON()
    .messages.map((message: any) => message.alphaname_id);

it('writes token, callback and mailings, in this order', () => {
  const body = request({ callbackUrl: 'https://shop.example.com/hook', token: 'my-token' }).add(own);
  expect(JSON.stringify(body)).toBe(
    '{"token":"my-token","callback_url":"https://shop.example.com/hook","messages":[{"alphaname_id":"17","message_type":"bulk","content":{"type":"text","text":"Hello"},"delivery_list":["375291111111"]}]}',
  );
});

it('leaves the callback out where there is none', () => {
  for (const options of [{ token: 'my-token' }, { token: 'my-token', callbackUrl: undefined, from: undefined }])
    expect(Object.keys(request(options).add(own).toJSON())).toEqual(['token', 'messages']);
});

describe('add', () => {
  const second = mailing().from('18').bulk().text('Second').to('375292222222');
  const third = mailing().from('19').bulk().text('Third').to('375293333333');
  const draft = request({ token: 'my-token' });

  it('takes one mailing, several, or any iterable of them', () => {
    expect(senders(draft.add(own))).toEqual(['17']);
    expect(senders(draft.add(own, second, third))).toEqual(['17', '18', '19']);
    expect(senders(draft.add([own, second, third]))).toEqual(['17', '18', '19']);
    expect(senders(draft.add(new Set([own, second])))).toEqual(['17', '18']);
    expect(senders(draft.add([own, second].values()))).toEqual(['17', '18']);
    expect(senders(draft.add(new Map([[1, own]]).values(), second, [third, own]))).toEqual(['17', '18', '19', '17']);
  });

  it('takes more later', () => {
    expect(senders(draft.add(own).add(second).add([third], own))).toEqual(['17', '18', '19', '17']);
  });

  it('takes mailings that were parsed', () => {
    expect(senders(draft.add(parseMailing(own.toJSON()).from('20')))).toEqual(['20']);
    expect(senders(parseRequest(draft.add(own).toJSON()).add(second))).toEqual(['17', '18']);
  });

  it('refuses no mailing at all', () => {
    for (const none of [[], [[]], [[], new Set()]])
      expect(faults(() => untyped(draft).add(...none))).toEqual(['messages: no_mailings']);
  });

  it('refuses what is no mailing, and names the place of each', () => {
    const unfinished = mailing().from('444').bulk().text('Hello');
    for (const none of [undefined, null, 5, 'mailing', {}, unfinished, mailing(), draft, draft.add(own), own.toJSON(), () => own])
      expect(faults(() => untyped(draft).add(none))).toEqual(['messages[0]: mailing_expected']);
    expect(faults(() => untyped(draft).add(own, [own, unfinished, own, {}], 5))).toEqual([
      'messages[2]: mailing_expected',
      'messages[4]: mailing_expected',
      'messages[5]: mailing_expected',
    ]);
    expect(faults(() => untyped(draft).add(own).add({}))).toEqual(['messages[1]: mailing_expected']);
  });

  it('refuses what throws when it is looked at', () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no');
        },
        has: () => {
          throw new Error('no');
        },
      },
    );
    expect(faults(() => untyped(draft).add(hostile))).toEqual(['messages[0]: mailing_expected']);
  });

  it('lets an error of the source through as it is', () => {
    const mine = new Error('mine');
    function* broken() {
      yield own;
      throw mine;
    }
    expect(() => draft.add(broken())).toThrow(mine);
  });
});

describe('the sender', () => {
  it('of the request is for mailings that name none', () => {
    expect(senders(request({ token: 'my-token', from: '444' }).add(plain, own, plain))).toEqual(['444', '17', '444']);
    expect(senders(request({ token: 'my-token', from: 444 }).add(plain))).toEqual(['444']);
  });

  it('of the request stands first, as in the documentation', () => {
    const [message] = request({ token: 'my-token', from: '444' }).add(plain.named('Sale')).toJSON().messages;
    expect(Object.keys(untyped(message))).toEqual(['alphaname_id', 'name', 'message_type', 'content', 'delivery_list']);
  });

  it('stays out of the mailing itself', () => {
    request({ token: 'my-token', from: '444' }).add(plain);
    expect(plain.toJSON()).not.toHaveProperty('alphaname_id');
  });

  it('is asked for where neither names one, at every mailing that needs it', () => {
    const draft = untyped(request({ token: 'my-token' }));
    expect(faults(() => draft.add(plain))).toEqual(['messages[0].alphaname_id: sender_missing']);
    expect(faults(() => draft.add(own, plain, own, [plain]))).toEqual([
      'messages[1].alphaname_id: sender_missing',
      'messages[3].alphaname_id: sender_missing',
    ]);
    expect(faults(() => draft.add(own).add(plain))).toEqual(['messages[1].alphaname_id: sender_missing']);
    const error = thrown(() => draft.add(Array.from({ length: 150 }, () => plain)));
    expect([error.issues.length, error.total]).toEqual([100, 150]);
  });

  it('is asked for again by a request that was parsed, since its JSON holds no sender of its own', () => {
    const stored = request({ token: 'my-token', from: '444' }).add(plain).toJSON();
    expect(faults(() => untyped(parseRequest(stored)).add(plain))).toEqual(['messages[1].alphaname_id: sender_missing']);
  });
});

describe('a request without mailings', () => {
  it('cannot be written, so that it shows no token by mistake', () => {
    expect(faults(() => untyped(request({ token: 'my-token' })).toJSON())).toEqual(['messages: no_mailings']);
    expect(faults(() => JSON.stringify(request({ token: 'my-token' })))).toEqual(['messages: no_mailings']);
    expect(faults(() => JSON.stringify({ later: request({ token: 'my-token', from: '444' }) }))).toEqual(['messages: no_mailings']);
  });
});

describe('the options', () => {
  const options = (value?: unknown) => faults(() => untyped(request)(value));

  it('are needed', () => {
    for (const none of [undefined, null, 'my-token', 5]) expect(options(none)).toEqual([': options_expected']);
  });

  it('hold a token of printable ASCII without spaces', () => {
    for (const token of [' ', 'my token', 'my-token\n', 'tökén', 'ключ', 5, {}, ['my-token']])
      expect(options({ token }), String(token)).toEqual(['token: token_format']);
    for (const none of [{}, { token: null }, { token: '' }]) expect(options(none)).toEqual(['token: token_missing']);
    expect(() => request({ token: '!~"\\{}=|' })).not.toThrow();
  });

  it('hold a sender of digits', () => {
    for (const from of ['Shop', '', -1, 1.5, null, {}]) expect(options({ token: 't', from })).toEqual(['from: sender_format']);
  });

  it('hold a callback that is a link', () => {
    for (const callbackUrl of ['', 'hook', 'ftp://a.by/hook', new URL('ftp://a.by')])
      expect(options({ token: 't', callbackUrl })).toEqual(['callbackUrl: link_format']);
    for (const callbackUrl of [null, 5, {}]) expect(options({ token: 't', callbackUrl })).toEqual(['callbackUrl: not_string']);
    expect(options({ token: 't', callbackUrl: 'https://a.by/\ud83c' })).toEqual(['callbackUrl: ill_formed']);
    for (const callbackUrl of ['http://localhost:3000/hook', new URL('http://127.0.0.1/'), 'https://hook.internal'])
      expect(options({ token: 't', callbackUrl })).toEqual(['callbackUrl: link_private']);
    const body = request({ token: 't', callbackUrl: new URL('https://a.by/hook') }).add(own);
    expect(body.toJSON().callback_url).toBe('https://a.by/hook');
  });

  it('are no others', () => {
    expect(options({ token: 't', callback_url: 'https://a.by' })).toEqual(['callback_url: unknown_option']);
    expect(options({ token: 't', sender: '444', fromm: '444' })).toEqual(['sender: unknown_option', 'fromm: unknown_option']);
  });

  it('have a hundred of their faults told, and all counted', () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`x${index}`, 1]));
    const error = thrown(() => untyped(request)({ token: 't', ...many }));
    expect([error.issues.length, error.total]).toEqual([100, 150]);
  });

  it('have all their faults reported together', () => {
    expect(options({ from: 'Shop', callbackUrl: 'hook', tokn: 'my-token' })).toEqual([
      'tokn: unknown_option',
      'token: token_missing',
      'from: sender_format',
      'callbackUrl: link_format',
    ]);
  });

  it('are refused where looking at them throws', () => {
    const hostile = {
      get token() {
        throw new Error('my-token');
      },
    };
    expect(options(hostile)).toEqual([': unreadable']);
  });
});
