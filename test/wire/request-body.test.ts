import fc from 'fast-check';
import { mailing, parseMailing, request } from 'viber-mailing';
import { expect, it } from 'vitest';
import type { MailingInternal, SendableMailing } from '../../src/wire/internal.js';
import { requestBody, requestBytes } from '../../src/wire/request-body.js';
import type { MailingJson } from '../../src/wire/types.js';
import { anyRequest } from './any-request.js';
import { untyped } from './thrown.js';

const account = { token: 'my-token', sender: '444', callbackUrl: undefined };
const head = { message_type: 'bulk', content: { type: 'text', text: 'Привет' } } as const;
const list = new TextEncoder().encode('["375291111111","375292222222"]');

/** A mailing whose recipients are JSON already, and must not be read. */
const written = (sender?: string): SendableMailing => ({
  '~internal': {
    kind: 'batch',
    hasSender: sender !== undefined,
    head: () => (sender === undefined ? head : { alphaname_id: sender, ...head }),
    list: () => list,
  },
  toJSON() {
    throw new Error('its recipients were read again');
  },
});

const composed: SendableMailing = {
  '~internal': {
    kind: 'mailing',
    hasSender: false,
    head: () => head,
    columns: () => ({ phones: ['375293333333'], texts: undefined, links: undefined }),
  } as unknown as MailingInternal,
  toJSON: (): MailingJson => ({ ...head, delivery_list: ['375293333333'] }),
};

const text = (body: string | Uint8Array) => (typeof body === 'string' ? body : new TextDecoder().decode(body));
const entry = (sender: string, phones: string) =>
  `{"alphaname_id":"${sender}","message_type":"bulk","content":{"type":"text","text":"Привет"},"delivery_list":[${phones}]}`;
const two = '"375291111111","375292222222"';

it('recipients that are written already go into the body as they are', () => {
  expect(text(requestBody({ account, mailings: [written('17')] }))).toBe(`{"token":"my-token","messages":[${entry('17', two)}]}`);
});

it('such a mailing gets the sender of the account where it names none', () => {
  expect(text(requestBody({ account, mailings: [written()] }))).toBe(`{"token":"my-token","messages":[${entry('444', two)}]}`);
});

it('the callback stands before the messages', () => {
  const callbackUrl = 'https://shop.example.com/hook';
  expect(text(requestBody({ account: { ...account, callbackUrl }, mailings: [written('17')] }))).toBe(
    `{"token":"my-token","callback_url":"${callbackUrl}","messages":[${entry('17', two)}]}`,
  );
});

it('a mailing of few recipients is written by its own toJSON, into a string', () => {
  expect(requestBody({ account, mailings: [composed] })).toBe(
    `{"token":"my-token","messages":[${entry('444', '"375293333333"')}]}`,
  );
});

it('a batch and other mailings are one list', () => {
  const other = mailing().bulk().text('Привет').to('375293333333') as unknown as SendableMailing;
  expect(text(requestBody({ account, mailings: [written('17'), other] }))).toBe(
    `{"token":"my-token","messages":[${entry('17', two)},${entry('444', '"375293333333"')}]}`,
  );
});

it('a mailing of many recipients is written into bytes', () => {
  const many = Array.from({ length: 20_001 }, (_, i) => String(375290000000 + i));
  const mail = mailing().bulk().text('Hello').to(many);
  const body = requestBody({ account, mailings: [mail as unknown as SendableMailing] });
  expect(body).toBeInstanceOf(Uint8Array);
  expect(text(body)).toBe(JSON.stringify(request({ token: 'my-token', from: '444' }).add(mail)));
});

it('and one of few recipients whose texts are long, or of a long text', () => {
  const long = 'a'.repeat(1_000_000);
  const rows = ['375291111111', '375292222222'].map((phone) => ({ phone, text: long }));
  const own = mailing().personal().text().to(rows);
  const shared = mailing().bulk().text(long).to('375291111111');
  for (const mailings of [[own], [shared, shared]]) {
    const body = requestBody({ account, mailings: mailings as unknown as SendableMailing[] });
    expect(body).toBeInstanceOf(Uint8Array);
    expect(text(body)).toBe(JSON.stringify(request({ token: 'my-token', from: '444' }).add(mailings)));
  }
  expect(requestBody({ account, mailings: [shared as unknown as SendableMailing] })).toBeTypeOf('string');
});

const anyFields = fc.option(fc.dictionary(fc.stringMatching(/^x[a-z]{0,5}$/), fc.jsonValue({ maxDepth: 1 })), { nil: undefined });

it('the bytes are those of JSON.stringify, whatever the mailings hold', () => {
  fc.assert(
    fc.property(anyRequest, anyFields, anyFields, (json, inMailings, inRequest) => {
      const mailings = json.messages.map((message) => parseMailing({ ...message, ...inMailings }, { extra: true }));
      const options = { token: json.token, from: '444', ...(json.callback_url && { callbackUrl: json.callback_url }) };
      const body = untyped(request(options))
        .extra(inRequest ?? {})
        .add(mailings);
      const bytes = requestBytes({
        account: { token: json.token, sender: '444', callbackUrl: json.callback_url },
        mailings: mailings as unknown as SendableMailing[],
        fields: inRequest === undefined ? undefined : JSON.stringify(inRequest),
      });
      expect(text(bytes)).toBe(JSON.stringify(body));
    }),
  );
});

it('the bytes grow where texts take more of them than those that were looked at', () => {
  const rows = Array.from({ length: 5_000 }, (_, i) => ({
    phone: '375291111111',
    text: i % 10 === 0 ? 'a' : '\u0001"🎉ж'.repeat(20),
  }));
  const mail = mailing().from('444').personal().text().to(rows);
  const bytes = requestBytes({
    account: { token: 't', sender: undefined, callbackUrl: undefined },
    mailings: [mail as unknown as SendableMailing],
  });
  expect(text(bytes)).toBe(JSON.stringify(request({ token: 't' }).add(mail)));
});
