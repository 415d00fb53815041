import {
  type Client,
  type ClientWithSender,
  createClient,
  InvalidInputError,
  type MailingJson,
  mailing,
  parseMailing,
  request,
} from 'viber-mailing';
import { createSandbox } from 'viber-mailing/sandbox';
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import { documented, http, RawServer } from './raw-server.ts';

const named = mailing('Hello').from('444').bulk().text('Hello').to(['375291111111']);
const nameless = mailing('Hello').bulk().text('Hello').to(['375291111111']);

let server: RawServer;
beforeEach(async () => {
  server = await RawServer.start({ arrived: (socket) => socket.write(http(200, documented)) });
});
afterEach(() => server.close());

const sent = () => server.bodies.map((body) => JSON.parse(body));

describe('what goes over the wire', () => {
  test('is the request byte for byte, posted as JSON to the method under the base URL', async () => {
    const client = createClient({ token: 'key', callbackUrl: 'https://shop.example.com/hook', baseUrl: server.baseUrl });
    const hello = mailing('Привет').from('444').bulk().text('Привет, “мир” 👋\u2028').to(['375291111111']);
    expect(await client.send(hello)).toEqual({ uuid: 'cc9c8043-8caf-11ef-b035-9e8f47954dec' });
    expect(server.bodies).toEqual([
      '{"token":"key","callback_url":"https://shop.example.com/hook","messages":[{"alphaname_id":"444","name":"Привет",' +
        '"message_type":"bulk","content":{"type":"text","text":"Привет, “мир” 👋\u2028"},"delivery_list":["375291111111"]}]}',
    ]);
    expect(server.headers).toMatch(/^POST \/api\/v1\/sendBulkViber HTTP\/1\.1\r\n/);
    expect(server.headers).toMatch(/^content-type: application\/json\r$/im);
    expect(server.headers).toMatch(/^accept: application\/json\r$/im);
  });

  test('goes as well where the method was taken out of its client', async () => {
    const { send } = createClient({ token: 'key', baseUrl: server.baseUrl });
    await send(named);
    expect(sent()).toEqual([{ token: 'key', messages: [named.toJSON()] }]);
  });

  test('is the same as the request written by hand', async () => {
    await createClient({ token: 'key', from: '444', baseUrl: server.baseUrl }).send([nameless, named]);
    expect(server.bodies).toEqual([JSON.stringify(request({ token: 'key', from: '444' }).add([nameless, named]))]);
  });

  test('has a token of every printable character as it is', async () => {
    const token = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join('');
    await createClient({ token, baseUrl: server.baseUrl }).send(named);
    expect(sent()).toMatchObject([{ token }]);
  });
});

describe('what can be sent', () => {
  test('several mailings in one request, in their order, from any iterable', async () => {
    const client = createClient({ token: 'key', baseUrl: server.baseUrl });
    const others = [named.named('One'), named.named('Two')];
    await client.send(others);
    await client.send(new Set(others));
    await client.send(
      (function* () {
        yield* others;
      })(),
    );
    for (const { messages } of sent()) expect(messages.map(({ name }: MailingJson) => name)).toEqual(['One', 'Two']);
    expect(server.bodies).toHaveLength(3);
  });

  test('a request, with its own token, sender and callback', async () => {
    const body = request({ token: 'its-own', from: 555, callbackUrl: 'https://own.example.com/' }).add(nameless);
    await createClient({ token: 'key', from: '444', baseUrl: server.baseUrl }).send(body);
    expect(server.bodies).toEqual([JSON.stringify(body)]);
    expect(sent()).toMatchObject([
      { token: 'its-own', callback_url: 'https://own.example.com/', messages: [{ alphaname_id: '555' }] },
    ]);
  });

  test('a mailing that was read from JSON', async () => {
    await createClient({ token: 'key', baseUrl: server.baseUrl }).send(parseMailing(JSON.parse(JSON.stringify(named))).from('444'));
    expect(sent()[0].messages).toEqual([JSON.parse(JSON.stringify(named))]);
  });
});

describe("a client's sender", () => {
  test('is given to mailings that name none, and to no other', async () => {
    await createClient({ token: 'key', from: 555, baseUrl: server.baseUrl }).send([nameless, named]);
    expect(sent()[0].messages.map(({ alphaname_id }: MailingJson) => alphaname_id)).toEqual(['555', '444']);
  });

  test('is asked for by the types and at run time where a mailing names none', async () => {
    const client = createClient({ token: 'key', baseUrl: server.baseUrl });
    expectTypeOf(client).toEqualTypeOf<Client>();
    // @ts-expect-error
    const sending = client.send([named, nameless]);
    await expect(sending).rejects.toMatchObject({
      name: 'InvalidInputError',
      issues: [{ code: 'sender_missing', path: 'messages[1].alphaname_id' }],
    });
    expect(server.connections).toBe(0);
  });

  test('lets the client stand where a plain one is wanted, not the reverse', () => {
    const withSender = createClient({ token: 'key', from: '444' });
    expectTypeOf(withSender).toEqualTypeOf<ClientWithSender>();
    expectTypeOf(withSender).toExtend<Client>();
    expectTypeOf<Client>().not.toExtend<ClientWithSender>();
  });
});

describe('what cannot be sent is refused before anything is', () => {
  const client = () => createClient({ token: 'key', from: '444', baseUrl: server.baseUrl });
  const hostile = new Proxy(
    {},
    {
      get() {
        throw new Error('no');
      },
      has() {
        throw new Error('no');
      },
    },
  );

  test.each([
    ['nothing', undefined, 'mailing_expected'],
    ['null', null, 'mailing_expected'],
    ['a text', '375291111111', 'mailing_expected'],
    ['plain JSON', { message_type: 'bulk' }, 'mailing_expected'],
    ['a mailing without recipients', mailing().bulk().text('Hello'), 'mailing_expected'],
    ['a request without mailings', request({ token: 'key' }), 'no_mailings'],
    ['something else among mailings', [named, 17], 'mailing_expected'],
    ['no mailing at all', [], 'no_mailings'],
    ['an object that throws when it is looked at', hostile, 'mailing_expected'],
    ['what only says that it is a request', { '~internal': { kind: 'request' } }, 'mailing_expected'],
    ['what only says that it is a mailing', { '~internal': { kind: 'mailing' } }, 'mailing_expected'],
  ])('%s', async (_, value, code) => {
    await expect(client().send(value as never)).rejects.toMatchObject({ name: 'InvalidInputError', issues: [{ code }] });
    expect(server.connections).toBe(0);
  });

  test.each([
    ['another mailing in place of the options', named],
    ['a request in place of the options', request({ token: 'key' }).add(named)],
    ['a mailing without recipients in place of the options', mailing().bulk().text('Hello')],
    ['an array of mailings in place of the options', [named]],
    ['an empty array in place of the options', []],
    ['a set of mailings in place of the options', new Set([named])],
    ['a generator in place of the options', [named].values()],
  ])('%s, which would be lost', async (_, second) => {
    const sent = client().send(named, second as never);
    await expect(sent).rejects.toMatchObject({ issues: [{ code: 'send_list', path: 'options' }] });
    await expect(sent).rejects.toThrow('write send([a, b])');
    expect(server.connections).toBe(0);
  });

  test('a mailing behind the options, which would be lost', async () => {
    const send = client().send as (...args: unknown[]) => Promise<unknown>;
    await expect(send.call(client(), named, {}, named)).rejects.toMatchObject({ issues: [{ code: 'send_list', path: 'options' }] });
    await expect(send.call(client(), named, undefined, named)).rejects.toMatchObject({ issues: [{ code: 'send_list' }] });
    expect(server.connections).toBe(0);
  });

  test('a mailing too large to be written', async () => {
    const endless = {
      '~internal': { kind: 'mailing', hasSender: true },
      toJSON() {
        throw new RangeError('Invalid string length');
      },
    };
    await expect(client().send(endless as never)).rejects.toMatchObject({ issues: [{ code: 'too_large', path: 'messages' }] });
    expect(server.connections).toBe(0);
  });

  test("an iterable's own error stays what it is", async () => {
    const broken = (function* () {
      yield named;
      throw new RangeError('the database is gone');
    })();
    await expect(client().send(broken)).rejects.toThrow(new RangeError('the database is gone'));
    expect(server.connections).toBe(0);
  });

  test.each([
    ['a signal in place of the options', new AbortController().signal, ['options: send_options']],
    ['null in place of the options', null, ['options: send_options']],
    ['a text in place of the options', 'signal', ['options: send_options']],
    ['a callback in place of the options', () => {}, ['options: send_options']],
    ['a promise of the options', Promise.resolve({ signal: AbortSignal.abort() }), ['options: send_options']],
    ['a signal that is none', { signal: {} }, ['options.signal: signal_expected']],
    ['null for a signal', { signal: null }, ['options.signal: signal_expected']],
    [
      'a signal without a state',
      { signal: { addEventListener() {}, removeEventListener() {} } },
      ['options.signal: signal_expected'],
    ],
    [
      'a signal that nobody can listen to',
      { signal: { aborted: false, removeEventListener() {} } },
      ['options.signal: signal_expected'],
    ],
    [
      'a signal that is listened to for ever',
      { signal: { aborted: false, addEventListener() {} } },
      ['options.signal: signal_expected'],
    ],
    ['two unknown options', { timeout: 5, sgnal: 1 }, ['options.timeout: unknown_option', 'options.sgnal: unknown_option']],
    ['options that throw when they are looked at', hostile, ['options: unreadable']],
  ])('%s', async (_, options, faults) => {
    const error = await client()
      .send(named, options as never)
      .catch((error: unknown) => error);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).issues.map(({ code, path }) => `${path}: ${code}`)).toEqual(faults);
    expect(server.connections).toBe(0);
  });
});

test('a client works with the sandbox as with the network', async () => {
  const sandbox = createSandbox();
  await createClient({ token: 'key', from: '444', fetch: sandbox.fetch }).send(nameless);
  expect(sandbox.requests).toMatchObject([{ token: 'key', messages: [{ alphaname_id: '444' }] }]);
});
