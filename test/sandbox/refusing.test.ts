import { request as httpRequest } from 'node:http';
import { createSandbox } from 'viber-mailing/sandbox';
import { describe, expect, it } from 'vitest';
import { jsonRules, mailingRules, requestRules } from '../../src/wire/rules.js';
import { sample, small } from './sample.js';
import { ways } from './ways.js';

const refusal = async (answer: Response) => ({ status: answer.status, ...((await answer.json()) as { error: string }) });

describe.each(ways)('a sandbox $way', ({ reach }) => {
  it('refuses a faulty request with each place and rule, and none of its values', async () => {
    await using reached = await reach();
    const faulty = sample();
    Object.assign(faulty.messages[0]?.content ?? {}, { text: 'a secret text' });
    faulty.messages[2]?.delivery_list.splice(1, 1, '+375 29 222' as never);
    faulty.messages[3] = { ...faulty.messages[3], schedule_time: '2024-02-30T10:00:00' } as never;
    const { status, error } = await refusal(await reached.post(faulty));
    expect(status).toBe(400);
    expect(error.split('\n')).toEqual([
      `incorrect request: messages[0].content.text: ${jsonRules.unknown_key} (unknown_key)`,
      `messages[2].delivery_list[1]: ${mailingRules.phone_format} (phone_format)`,
      `messages[3].schedule_time: ${mailingRules.schedule_format} (schedule_format)`,
    ]);
    expect(error).not.toMatch(/eyJpdiI6|secret|\+375 29|02-30/);
    expect(reached.sandbox.requests).toEqual([]);
  });

  const faults: readonly [string, string, (request: Record<string, any>) => unknown][] = [
    [
      'a personal image',
      'personal_image',
      ({ messages }) => {
        messages[1].content = { type: 'image', image_url: 'https://example-site.com/image.jpg' };
      },
    ],
    ['no mailings', 'no_mailings', (request) => (request['messages'] = [])],
    ['no recipients', 'no_recipients', ({ messages }) => (messages[4].delivery_list = [])],
    ['a mailing without a sender', 'sender_missing', ({ messages }) => delete messages[0].alphaname_id],
    ['a token that is none', 'token_format', (request) => (request['token'] = 'two words')],
    ['a key that the API does not have', 'unknown_key', (request) => (request['callbackUrl'] = 'https://example.com')],
    [
      'a link of 151 characters',
      'link_length',
      ({ messages }) => {
        messages[2].content.button_link = `https://example.com/${'a'.repeat(131)}`;
      },
    ],
    [
      'an image on a private address',
      'image_private',
      ({ messages }) => {
        messages[4].content.image_url = 'http://192.168.0.1/image.jpg';
      },
    ],
    ['half of a surrogate pair', 'ill_formed', ({ messages }) => (messages[3].content.text = 'Hello \ud83d')],
  ];

  it.each(faults)('refuses %s: %s', async (_, code, spoil) => {
    await using reached = await reach();
    const request = sample();
    spoil(request as unknown as Record<string, any>);
    const { status, error } = await refusal(await reached.post(request));
    expect(status).toBe(400);
    expect(error).toContain(`(${code})`);
    expect(reached.sandbox.requests).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['half of a JSON', '{"token":"my-token","messages":['],
    ['a form', 'token=my-token&messages=%5B%5D'],
    ['a byte order mark before the JSON', `\ufeff${JSON.stringify(small())}`],
    ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
  ])('refuses %s as a body', async (_, body) => {
    await using reached = await reach();
    const { status, error } = await refusal(await reached.post(body));
    expect(status).toBe(400);
    expect(error).toBe('incorrect request: the body is JSON in UTF-8, and this is not');
    expect(reached.sandbox.requests).toEqual([]);
  });

  it.each([null, 7, 'text', [], {}])('refuses the JSON %j', async (value) => {
    await using reached = await reach();
    expect((await refusal(await reached.post(JSON.stringify(value)))).status).toBe(400);
  });

  it('has nothing on another path', async () => {
    await using reached = await reach();
    for (const path of ['sendbulkviber', 'sendBulkViber/', '', 'sendBulkViberX', 'sendBulkViber/sendBulkViber', 'toString']) {
      const answer = await reached.fetch(`${reached.baseUrl}${path}`, { method: 'POST', body: JSON.stringify(small()) });
      const asked = `${new URL(reached.baseUrl).pathname}${path}`;
      expect(await refusal(answer)).toEqual({
        status: 404,
        error: `page not found: ${asked} is none, the method is …/api/v1/sendBulkViber`,
      });
    }
    expect(reached.sandbox.requests).toEqual([]);
  });

  it.each(['GET', 'PUT', 'DELETE'])('is not called with %s', async (method) => {
    await using reached = await reach();
    const answer = await reached.post(small(), { method, ...(method === 'GET' && { body: null }) });
    expect(answer.headers.get('allow')).toBe('POST');
    expect(await refusal(answer)).toEqual({ status: 405, error: expect.stringContaining('POST') });
    expect(reached.sandbox.requests).toEqual([]);
  });
});

it('refuses to a plain HTTP client as to fetch', async () => {
  const sandbox = createSandbox();
  const server = await sandbox.listen();
  const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const asked = httpRequest(`${server.baseUrl}sendBulkViber`, { method: 'POST' }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
    });
    asked.on('error', reject);
    asked.write('{"token":"my-token",');
    asked.end('"messages":[]}');
  });
  await server.close();
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text)).toEqual({ error: `incorrect request: messages: ${requestRules.no_mailings} (no_mailings)` });
});
