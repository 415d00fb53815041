import {
  createClient,
  InvalidInputError,
  mailing,
  NotSentError,
  OutcomeUnknownError,
  parseRequest,
  RejectedError,
  request,
} from 'viber-mailing';
import { createSandbox } from 'viber-mailing/sandbox';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { outcomeOf } from './outcome-of.ts';
import { accepts, answers, fails, never, refused, type Step, scripted, throws } from './scripted.ts';
import { shown } from './shown.ts';

const token = 'Xq7wMZr2Lp9TbVn4';
const phone = '375297654321';
const text = 'Анна, ваш код 71-93-55';
const link = 'https://pay.example.com/Qw8rTy6u';
const image = 'https://cdn.example.com/Pm3nBv.png';
const callbackUrl = 'https://shop.example.com/hook/Jd5kLs';
const caption = 'Оплатить заказ';
/** Pieces that must not be shown: of each secret one that tells something. */
const pieces = ['Xq7wMZ', '7654321', '97654', 'Анна', '71-93', 'Qw8rTy', 'Pm3nBv', 'Jd5kLs', 'Оплатить'];

const notice = mailing().from('444').personal().button({ caption, image }).to([{ phone, text, link }]);
const bulky = mailing().from('444').bulk().button({ caption, image, link, text }).to([phone]);
const body = request({ token, callbackUrl }).add(notice, bulky);

afterEach(() => {
  vi.restoreAllMocks();
});

function hides(value: unknown) {
  for (const [way, seen] of Object.entries(shown(value))) for (const piece of pieces) expect(seen, way).not.toContain(piece);
}

async function logged(value: unknown): Promise<string> {
  const written: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
  }
  const { Console } = await import('node:console');
  const own = new Console(process.stdout, process.stderr);
  for (const say of [own.log, own.error, own.dir, own.table, own.trace]) say(value);
  own.log('%s %o %O %j', value, value, value, value instanceof Error ? value : 'no error');
  vi.restoreAllMocks();
  return written.join('');
}

describe.each(
  Object.entries({
    'a client': createClient({ token, callbackUrl }),
    'a client with a sender': createClient({ token, from: '444', callbackUrl }),
  }),
)('%s', (_, value) => {
  test('shows nothing of what it holds', async () => {
    hides(value);
    hides({ deep: { in: [{ an: { object: value } }] } });
    const seen = await logged(value);
    for (const piece of pieces) expect(seen).not.toContain(piece);
  });

  test('has nothing in it that can be cloned, so that no message to another thread holds it', () => {
    try {
      hides(structuredClone(value));
    } catch (error) {
      hides(error);
      expect(error).toHaveProperty('name', 'DataCloneError');
    }
  });
});

const echo = JSON.stringify(body);
const echoing = (status: number, said: string): Step => answers(status, said);
const own = Object.assign(new Error(`${token} ${phone}`, { cause: { body: echo } }), { code: token, request: body.toJSON() });
const failures: Readonly<Record<string, Step>> = {
  'a refusal that repeats the request': echoing(400, JSON.stringify({ error: echo })),
  'a refusal whose error is the request': echoing(400, `{"error":${echo}}`),
  'a refusal in HTML': echoing(404, `<p>${echo.replaceAll('"', '&quot;')}</p>`),
  'a refusal of nothing but the request': echoing(422, echo),
  'a refusal cut in the middle': echoing(400, `{"error":"${echo.replaceAll('"', '\\"').slice(150, 420)}`),
  'a refusal in a URL': echoing(400, encodeURIComponent(echo)),
  'a refusal in capitals': echoing(400, echo.toUpperCase()),
  'a refusal of a 200': echoing(200, JSON.stringify({ error: `${phone} ${token} ${text}` })),
  'a refusal that names a part of each': echoing(
    400,
    `${token.slice(0, 6)} ${phone.slice(5)} "${text.slice(0, 12)}" ${link.slice(-8)}`,
  ),
  'a refusal of the last retry': answers(429, echo),
  'a 500 that repeats the request': echoing(500, echo),
  'a redirect to a place that holds the token': answers(302, '', { location: `https://example.com/?token=${token}` }),
  'a lost connection': fails('ECONNRESET'),
  'a connection that did not come about': refused,
  'a certificate': fails('CERT_HAS_EXPIRED', { host: token }),
  "an error of the caller's own fetch": throws(own),
  'an error that holds it in its causes': throws(new Error('no', { cause: new Error(text, { cause: own }) })),
  'errors together': throws(new AggregateError([own, own], phone)),
  'a thrown text': throws(echo),
  'a time that was over': never,
};

describe.each(Object.entries(failures))('%s', (_, step) => {
  test.each([
    ['mailings', [notice, bulky]],
    ['a request', body],
  ])('shows nothing of %s', async (_, sent) => {
    const client = createClient({ token, callbackUrl, fetch: scripted(step).fetch, retry: 0, timeout: 100 });
    const { error } = await outcomeOf(client.send(sent as never));
    expect([NotSentError, RejectedError, OutcomeUnknownError]).toContain(error?.constructor);
    expect(error).not.toHaveProperty('cause');
    hides(error);
    const seen = await logged(error);
    for (const piece of pieces) expect(seen).not.toContain(piece);
  });
});

const thrown = (step: () => unknown): InvalidInputError => {
  try {
    step();
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
  }
  throw new Error('nothing was refused');
};
const untyped = (value: unknown) => value as never;

test.each<[string, () => unknown]>([
  [
    'a phone',
    () =>
      mailing()
        .bulk()
        .text(text)
        .to([`+${phone}` as string]),
  ],
  ['a text', () => mailing().bulk().text(untyped({ text }))],
  [
    'a link',
    () =>
      mailing()
        .bulk()
        .button({ caption, image, link: `ftp://${link}` as string, text }),
  ],
  [
    'an image',
    () =>
      mailing()
        .bulk()
        .image(`http://localhost/${image}` as string),
  ],
  [
    'a recipient',
    () =>
      mailing()
        .personal()
        .text()
        .to(untyped([{ phone: `${phone}x`, text, link }])),
  ],
  ['a sender', () => mailing().from(untyped(text))],
  ['a schedule', () => mailing().at(untyped(text))],
  ['a token', () => request({ token: `${token} ${phone}` as string })],
  [
    'options',
    () =>
      createClient(
        untyped({ token: `${token}\n`, callbackUrl: text, baseUrl: `https://${token}@example.com/`, [phone]: 1, [text]: 2 }),
      ),
  ],
  [
    'JSON',
    () =>
      parseRequest({
        token: ` ${token}`,
        [phone]: text,
        messages: [{ [text]: link, content: { type: 'text', [phone]: 1 } }, { message_type: text }],
      }),
  ],
])('what is said of %s that breaks a rule shows nothing of it', async (_, step) => {
  const error = thrown(step);
  hides(error);
  const seen = await logged(error);
  for (const piece of pieces) expect(seen).not.toContain(piece);
});

test('a sandbox shows its requests under `requests`, where they are asked for, and nowhere else', async () => {
  const sandbox = createSandbox();
  const server = await sandbox.listen();
  await createClient({ token, fetch: sandbox.fetch }).send(body);
  await createClient({ token, baseUrl: server.baseUrl }).send(body);
  expect(sandbox.requests).toHaveLength(2);
  hides(server);
  await server.close();
});

test('what a test of hiding finds, it finds', () => {
  const plain = Object.assign(new Error('no', { cause: { deep: [{ token }] } }), {});
  expect(Object.values(shown(plain)).some((seen) => seen.includes('Xq7wMZ'))).toBe(true);
  expect(Object.values(shown({ a: { b: { c: { d: { e: phone } } } } })).some((seen) => seen.includes('7654321'))).toBe(true);
});

test('a receipt holds the uuid and nothing else', async () => {
  const receipt = await createClient({ token, fetch: scripted(accepts).fetch }).send(body);
  expect(receipt).toStrictEqual({ uuid: 'cc9c8043-8caf-11ef-b035-9e8f47954dec' });
});
