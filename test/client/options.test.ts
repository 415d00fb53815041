import { createClient, InvalidInputError, mailing } from 'viber-mailing';
import { describe, expect, test } from 'vitest';
import { accepts, scripted } from './scripted.ts';

const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);

/** The codes and paths of what is refused. */
function refused(options: unknown): string[] {
  try {
    createClient(options as never);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    expect(error.total).toBe(error.issues.length);
    for (const { message } of error.issues) expect(message).toMatch(/^[a-z].*: .+/);
    return error.issues.map(({ code, path }) => `${code} ${path}`.trim());
  }
  return [];
}

const token = 'key';

test('a token is all that a client needs', () => {
  expect(refused({ token })).toEqual([]);
});

test('options may be given as undefined, which leaves them out', () => {
  const absent = undefined;
  const options = {
    token,
    from: absent,
    callbackUrl: absent,
    baseUrl: absent,
    timeout: absent,
    retry: absent,
    fetch: absent,
    onRetry: absent,
  };
  expect(refused(options)).toEqual([]);
});

describe('a token', () => {
  test.each([
    ['a number', { token: 12345 }],
    ['with a newline at its end, as read from a file', { token: 'key\n' }],
    ['with a carriage return', { token: 'key\rx' }],
    ['with a space', { token: 'my key' }],
    ['with a tab', { token: 'my\tkey' }],
    ['with a NUL', { token: 'key\0' }],
    ['with a DEL', { token: 'key\x7f' }],
    ['with an invisible space', { token: 'key\u200b' }],
    ['not in ASCII', { token: 'ключ' }],
    ['with a half of a surrogate pair', { token: 'key\ud800' }],
  ])('%s is refused', (_, options) => {
    expect(refused(options)).toEqual(['token_format token']);
  });
});

test.each([
  ['left out', {}],
  ['undefined', { token: undefined }],
  ['null', { token: null }],
  ['empty', { token: '' }],
  ['undefined in a template', { token: `${undefined}` }],
  ['null in a file of settings', { token: 'null' }],
])('a token that is %s is told as one whose variable is not set', (_, options) => {
  expect(refused(options)).toEqual(['token_missing token']);
  expect(() => createClient(options as never)).toThrow('the variable that holds it is not set');
});

test.each([
  'https://app.sms.by/api/v1/sendBulkViber',
  'https://app.sms.by/api/v1/sendBulkViber/',
  'http://localhost:3000/api/v1/sendbulkviber',
])('a base URL that ends in the name of the method is refused: %s', (baseUrl) => {
  expect(refused({ token, baseUrl })).toEqual(['base_url_method baseUrl']);
});

describe('a base URL', () => {
  test.each([
    'https://app.sms.by/api/v1/',
    'https://app.sms.by/api/v1',
    'HTTPS://APP.SMS.BY/',
    'https://brand.example.com:8443/some/path/',
    'https://brand.example.com/@here/',
    'https://sendBulkViber.example.com/sendBulkViber/v2/',
    'http://localhost:3000/',
    'http://127.0.0.1/',
    'http://127.8.8.8/',
    'http://[::1]:3000/',
  ])('such as %s is taken', (baseUrl) => {
    expect(refused({ token, baseUrl })).toEqual([]);
    expect(refused({ token, baseUrl: new URL(baseUrl) })).toEqual([]);
  });

  test.each([
    ['http beyond this machine', 'http://app.sms.by/api/v1/'],
    ['http to a name that only begins like this machine', 'http://localhost.example.com/'],
    ['http to an address that only begins like this machine', 'http://127.0.0.1.example.com/'],
    ['http to every address of this machine', 'http://0.0.0.0/'],
    ['a login', 'https://user:secret@app.sms.by/'],
    ['a user', 'https://user@app.sms.by/'],
    ['a password alone', 'https://:secret@app.sms.by/'],
    ['http to this machine as a login', 'http://localhost@example.com/'],
    ['a query', 'https://app.sms.by/?token=secret'],
    ['an empty query', 'https://app.sms.by/?'],
    ['a fragment', 'https://app.sms.by/#part'],
    ['another scheme', 'ftp://app.sms.by/'],
    ['a scheme that only begins like https', 'httpsx://app.sms.by/'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:application/json,{}'],
    ['no scheme', 'app.sms.by/api/v1/'],
    ['a scheme alone', 'https://'],
    ['one slash', 'https:/app.sms.by/'],
    ['backslashes', 'https:\\\\app.sms.by\\'],
    ['a space before it', ' https://app.sms.by/'],
    ['a newline in it', 'https://app.sms.by/\n'],
    ['no text at all', ''],
    ['null', null],
    ['a number', 443],
    ['an object', {}],
    ['a list', ['https://app.sms.by/']],
  ])('with %s is refused', (_, baseUrl) => {
    expect(refused({ token, baseUrl })).toEqual(['base_url baseUrl']);
  });
});

describe('a timeout', () => {
  test.each([1, 0.5 + 1, 60_000, 2_147_483_647])('of %d ms is taken', (timeout) => {
    expect(refused({ token, timeout })).toEqual([]);
  });

  test.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2_147_483_648, '1000', null, false, 5n])(
    'of %s is refused',
    (timeout) => {
      expect(refused({ token, timeout })).toEqual(['timeout timeout']);
    },
  );
});

describe('a number of retries', () => {
  test.each([0, 1, 10])('of %d is taken', (retry) => {
    expect(refused({ token, retry })).toEqual([]);
  });

  test.each([-1, 11, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '2', null, true, { limit: 2 }])('of %s is refused', (retry) => {
    expect(refused({ token, retry })).toEqual(['retry retry']);
  });
});

test.each([['fetch'], ['onRetry']])('%s is a function', (name) => {
  for (const value of [null, 'fetch', {}, true]) expect(refused({ token, [name]: value })).toEqual([`function_expected ${name}`]);
});

test('the sender and the callback keep the rules of a mailing and a link', () => {
  expect(refused({ token, from: 'My Shop' })).toEqual(['sender_format from']);
  expect(refused({ token, from: null })).toEqual(['sender_format from']);
  expect(refused({ token, callbackUrl: 'shop.example.com/hook' })).toEqual(['link_format callbackUrl']);
  expect(refused({ token, callbackUrl: null })).toEqual(['not_string callbackUrl']);
  for (const callbackUrl of ['http://localhost:3000/hook', 'http://10.0.0.1/hook', 'https://hook.internal/']) {
    expect(refused({ token, callbackUrl })).toEqual(['link_private callbackUrl']);
    expect(refused({ token, callbackUrl, baseUrl: 'https://app.example.com/api/v1/' })).toEqual(['link_private callbackUrl']);
    // Where the API is on this machine as well, such as the sandbox.
    expect(refused({ token, callbackUrl, baseUrl: 'http://127.0.0.1:8080/' })).toEqual([]);
    expect(refused({ token, callbackUrl, baseUrl: new URL('http://localhost:8080/') })).toEqual([]);
  }
  expect(refused({ token, callbackUrl: 'hook', baseUrl: 'http://localhost/' })).toEqual(['link_format callbackUrl']);
  expect(refused({ token, from: 444, callbackUrl: new URL('https://shop.example.com/hook') })).toEqual([]);
});

test('an option that does not exist is refused, in the editor and at run time', () => {
  // @ts-expect-error
  expect(() => createClient({ token: 'key', timeOut: 1000 })).toThrow(InvalidInputError);
  expect(refused({ token, timeOut: 1000, retries: 3 })).toEqual(['unknown_option timeOut', 'unknown_option retries']);
});

test('a name of an option that could be a secret is not shown', () => {
  expect(refused({ token, '375291111111': 1 })).toEqual(['unknown_option […]']);
});

test('everything that is wrong is said at once', () => {
  const options = { token: '', from: 'Shop', callbackUrl: 'x', baseUrl: 'x', timeout: 0, retry: -1, fetch: 1, onRetry: 1, x: 1 };
  expect(refused(options).sort()).toEqual([
    'base_url baseUrl',
    'function_expected fetch',
    'function_expected onRetry',
    'link_format callbackUrl',
    'retry retry',
    'sender_format from',
    'timeout timeout',
    'token_missing token',
    'unknown_option x',
  ]);
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['a token', 'key'],
  ['a number', 1],
])('%s in place of the options is refused', (_, options) => {
  expect(refused(options)).toEqual(['options_expected']);
});

test('options are read once, when they are given', async () => {
  const { fetch, bodies } = scripted(accepts);
  const options = { token: 'first', fetch };
  const client = createClient(options);
  options.token = 'second';
  await client.send(notice);
  expect(bodies).toEqual([expect.stringContaining('"token":"first"')]);
});

test.each([
  ['https://app.sms.by/api/v1/', undefined],
  ['https://app.sms.by/api/v1/', 'https://app.sms.by/api/v1'],
  ['https://brand.example.com/', 'https://brand.example.com'],
  ['https://brand.example.com/api/', new URL('https://brand.example.com/api')],
])('the method is asked for under %s', async (base, baseUrl) => {
  let asked = '';
  const fetch = (url: string) => {
    asked = url;
    return accepts();
  };
  await createClient({ token, baseUrl, fetch }).send(notice);
  expect(asked).toBe(`${base}sendBulkViber`);
});
