import { expect, it } from 'vitest';
import type { MailingInternal, SendableMailing } from '../../src/wire/internal.js';
import { requestBody } from '../../src/wire/request-body.js';
import type { MailingJson } from '../../src/wire/types.js';

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
  '~internal': { kind: 'mailing', hasSender: false } as MailingInternal,
  toJSON: (): MailingJson => ({ ...head, delivery_list: ['375293333333'] }),
};

const text = (body: string | Uint8Array) => (typeof body === 'string' ? body : new TextDecoder().decode(body));
const entry = (sender: string, phones: string) =>
  `{"alphaname_id":"${sender}","message_type":"bulk","content":{"type":"text","text":"Привет"},"delivery_list":[${phones}]}`;
const two = '"375291111111","375292222222"';

it('recipients that are written already go into the body as they are', () => {
  expect(text(requestBody(account, [written('17')]))).toBe(`{"token":"my-token","messages":[${entry('17', two)}]}`);
});

it('such a mailing gets the sender of the account where it names none', () => {
  expect(text(requestBody(account, [written()]))).toBe(`{"token":"my-token","messages":[${entry('444', two)}]}`);
});

it('the callback stands before the messages', () => {
  const callbackUrl = 'https://shop.example.com/hook';
  expect(text(requestBody({ ...account, callbackUrl }, [written('17')]))).toBe(
    `{"token":"my-token","callback_url":"${callbackUrl}","messages":[${entry('17', two)}]}`,
  );
});

it('any other mailing is written by its own toJSON', () => {
  expect(text(requestBody(account, [composed]))).toBe(`{"token":"my-token","messages":[${entry('444', '"375293333333"')}]}`);
});

it('several mailings are one list, whatever they are made of', () => {
  const readable = { ...written('17'), toJSON: () => ({ alphaname_id: '17', ...head, delivery_list: ['375294444444'] }) };
  expect(text(requestBody(account, [readable, composed]))).toBe(
    `{"token":"my-token","messages":[${entry('17', '"375294444444"')},${entry('444', '"375293333333"')}]}`,
  );
});
