import { createClient, type FetchLike, mailing } from 'viber-mailing';
import { expect, test } from 'vitest';
import { outcomeOf } from './outcome-of.ts';
import { fails } from './scripted.ts';

const notice = mailing().from('444').bulk().text('Hello').to(['375297654321']);
const ends = (fetch: FetchLike, retry?: number) => outcomeOf(createClient({ token: 't', fetch, retry }).send(notice));

const failed = (message: string, properties: object) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), properties) });
const each = (code: string, ...errors: object[]) => Object.assign(new AggregateError(errors, ''), { code });

test.each<[string, unknown, string | undefined]>([
  ['Node: refused', failed('connect ECONNREFUSED 127.0.0.1:1', { code: 'ECONNREFUSED', syscall: 'connect' }), 'ECONNREFUSED'],
  ['Node: no such host', failed('getaddrinfo ENOTFOUND', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }), 'ENOTFOUND'],
  ['Node: no resolver', failed('getaddrinfo EAI_AGAIN', { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }), 'EAI_AGAIN'],
  ['Node: connect timeout', failed('Connect Timeout Error', { code: 'UND_ERR_CONNECT_TIMEOUT' }), 'UND_ERR_CONNECT_TIMEOUT'],
  ['Node: no network', failed('connect ENETUNREACH', { code: 'ENETUNREACH', syscall: 'connect' }), 'ENETUNREACH'],
  ['Node: no way to the host', failed('connect EHOSTUNREACH', { code: 'EHOSTUNREACH', syscall: 'connect' }), 'EHOSTUNREACH'],
  ['Node: the system gave up connecting', failed('connect ETIMEDOUT', { code: 'ETIMEDOUT', syscall: 'connect' }), 'ETIMEDOUT'],
  [
    'Node: no port of its own is left',
    failed('connect EADDRNOTAVAIL', { code: 'EADDRNOTAVAIL', syscall: 'connect' }),
    'EADDRNOTAVAIL',
  ],
  ['Node: a firewall of its own', failed('connect EPERM', { code: 'EPERM', syscall: 'connect' }), 'EPERM'],
  ['Node: reset while connecting', failed('connect ECONNRESET', { code: 'ECONNRESET', syscall: 'connect' }), 'ECONNRESET'],
  ['Node: the resolver failed', failed('getaddrinfo EAI_FAIL', { code: 'EAI_FAIL', syscall: 'getaddrinfo' }), 'EAI_FAIL'],
  ['Node: no address of its own', failed('bind EADDRNOTAVAIL', { code: 'EADDRNOTAVAIL', syscall: 'bind' }), 'EADDRNOTAVAIL'],
  [
    'Node: one address unreachable, the other refused',
    new TypeError('fetch failed', {
      cause: each(
        'ENETUNREACH',
        Object.assign(new Error('a'), { code: 'ECONNREFUSED', syscall: 'connect' }),
        Object.assign(new Error('b'), { code: 'ENETUNREACH', syscall: 'connect' }),
      ),
    }),
    'ENETUNREACH',
  ],
  [
    'Bun: refused',
    Object.assign(new Error('Unable to connect. Is the computer able to access the url?'), { code: 'ConnectionRefused' }),
    'ConnectionRefused',
  ],
  [
    'Deno: refused',
    new TypeError(
      'error sending request for url (http://127.0.0.1:1/): client error (Connect): tcp connect error: Connection refused (os error 111)',
    ),
    undefined,
  ],
  [
    'Deno: refused, at a host that is named after certificates',
    new TypeError('error sending request for url (https://certificates.example.com/): client error (Connect): tcp connect error'),
    undefined,
  ],
  [
    'Node: refused, with a cause that is nothing',
    failed('connect ECONNREFUSED', { code: 'ECONNREFUSED', cause: null }),
    'ECONNREFUSED',
  ],
  [
    'a wrapper that gives its code no cause',
    Object.assign(new Error('no'), { code: 'ECONNREFUSED', errors: 'none' }),
    'ECONNREFUSED',
  ],
])('no connection came about, in the words of %s', async (_, thrown, code) => {
  const { outcome, error } = await ends(() => Promise.reject(thrown), 0);
  expect(outcome).toBe('not-sent');
  expect(error).toMatchObject({ code, retryable: true });
});

test.each<[string, unknown]>([
  ['Node: self-signed', failed('self-signed certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })],
  ['Node: of another host', failed("Hostname/IP does not match certificate's altnames", { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })],
  ['Node: expired', failed('certificate has expired', { code: 'CERT_HAS_EXPIRED' })],
  ['Node: self-signed further up', failed('self-signed certificate', { code: 'SELF_SIGNED_CERT_IN_CHAIN' })],
  ['Node: of an unknown issuer', failed('unable to get local issuer certificate', { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' })],
  ['Node: for another purpose', failed('unsuitable certificate purpose', { code: 'INVALID_PURPOSE' })],
  ['Node: issued by one that is no authority', failed('invalid CA certificate', { code: 'INVALID_CA' })],
  ['Node: of too long a chain', failed('path length constraint exceeded', { code: 'PATH_LENGTH_EXCEEDED' })],
  ['Node: of a chain whose list of revoked ones is too old', failed('CRL has expired', { code: 'CRL_HAS_EXPIRED' })],
  ['Node: with a date that is none', failed('format error', { code: 'ERROR_IN_CERT_NOT_AFTER_FIELD' })],
  ['Bun: of a host that its issuer may not name', Object.assign(new Error('no'), { code: 'PERMITTED_VIOLATION' })],
  ['Bun: with a demand that is not known', Object.assign(new Error('no'), { code: 'UNHANDLED_CRITICAL_EXTENSION' })],
  ['Bun: of an issuer whose name does not fit', Object.assign(new Error('no'), { code: 'HOSTNAME_MISMATCH' })],
  ['Bun: self-signed', Object.assign(new Error('self signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })],
  [
    'Deno: unknown',
    new TypeError(
      'error sending request for url (https://127.0.0.1:1/): client error (Connect): invalid peer certificate: UnknownIssuer',
    ),
  ],
])('the certificate is not trusted, in the words of %s', async (_, thrown) => {
  let calls = 0;
  const { outcome, error } = await ends(() => {
    calls++;
    return Promise.reject(thrown);
  });
  expect(outcome).toBe('not-sent');
  expect(error).toMatchObject({ retryable: false });
  expect(error?.message).toContain('certificate');
  expect(calls).toBe(1);
});

const tunnel = (status: number) => failed(`Proxy response (${status}) !== 200 when HTTP Tunneling`, { code: 'UND_ERR_ABORTED' });

test.each<[string, unknown, string, boolean]>([
  ['Node: 503', tunnel(503), 'with status 503', true],
  ['Node: 502', tunnel(502), 'with status 502', true],
  ['Node: 407', tunnel(407), 'with status 407', false],
  ['Node: 403', tunnel(403), 'with status 403', false],
  ['Bun: 504', Object.assign(new Error('Proxy refused'), { code: 'ERR_PROXY_TUNNEL', status: 504 }), 'with status 504', true],
  ['Bun: 407', Object.assign(new Error('Proxy refused'), { code: 'ERR_PROXY_TUNNEL', status: 407 }), 'with status 407', false],
])('the proxy refused to connect, in the words of %s', async (_, thrown, status, retryable) => {
  const { outcome, error } = await ends(() => Promise.reject(thrown), 0);
  expect(outcome).toBe('not-sent');
  expect(error?.message).toContain(`the proxy refused to connect ${status}`);
  expect(error).toMatchObject({ retryable });
});

test.each<[string, unknown]>([
  ['of another library', new TypeError('Failed to parse URL from [object Request]', { cause: { code: 'ERR_INVALID_URL' } })],
  ['with a dispatcher of another version', failed('invalid onRequestStart method', { code: 'UND_ERR_INVALID_ARG' })],
])('a request %s could not be made: trying again does not help', async (_, thrown) => {
  const { outcome, error } = await ends(() => Promise.reject(thrown));
  expect(outcome).toBe('not-sent');
  expect(error?.message).toContain('the request could not be made');
  expect(error).toMatchObject({ retryable: false });
});

test('a stream that the server did not begin to process was not sent', async () => {
  const refused = failed('Stream closed with error code NGHTTP2_REFUSED_STREAM', { code: 'ERR_HTTP2_STREAM_ERROR' });
  expect((await ends(() => Promise.reject(refused), 0)).outcome).toBe('not-sent');
});

test('a stream that a session which goes away leaves out was not sent, where undici says so of no other', async () => {
  const wentAway = (properties: object) => failed('HTTP/2: "GOAWAY" frame received with code 0', properties);
  const mark = { [Symbol.for('undici.error.UND_ERR_INFO')]: true };
  const outcome = async (properties: object) => (await ends(() => Promise.reject(wentAway(properties)), 0)).outcome;
  expect(await outcome({ code: 'UND_ERR_INFO', ...mark })).toBe('not-sent');
  // undici 5.23 to 6.13 on streams up to the last one, too.
  expect(await outcome({ code: 'UND_ERR_INFO' })).toBe('unknown');
  // 6.20 to 8.1, and any version where the session failed.
  expect(await outcome({ code: 'UND_ERR_SOCKET', ...mark })).toBe('unknown');
});

test.each([
  'HTTP/2: "GOAWAY" frame received with code 2',
  'HTTP/2: stream half-closed (remote)',
  'HTTP/2: "stream error" received - code 0',
])('undici says %s of streams that may have been processed', async (message) => {
  const properties = { code: 'UND_ERR_INFO', [Symbol.for('undici.error.UND_ERR_INFO')]: true };
  expect((await ends(() => Promise.reject(failed(message, properties)))).outcome).toBe('unknown');
});

test.each<[string, unknown]>([
  ['Node', new TypeError('fetch failed', { cause: new Error('bad port') })],
  ['Deno', new TypeError('Fetch failed: Requests to port 9 are blocked')],
])('a port that fetch does not open is no connection, and trying again does not help, in the words of %s', async (_, thrown) => {
  let calls = 0;
  const { outcome, error } = await ends(() => {
    calls++;
    return Promise.reject(thrown);
  });
  expect(outcome).toBe('not-sent');
  expect(error?.message).toContain('no connection came about');
  expect(calls).toBe(1);
});

const chain = (length: number, properties: object = {}) => {
  let error = Object.assign(new Error('bottom'), { code: 'ECONNREFUSED' });
  for (let link = 1; link < length; link++) error = Object.assign(new Error('above', { cause: error }), properties) as never;
  return error;
};

test('a chain of fifty causes is followed to its end, a longer one says nothing for certain', async () => {
  expect((await ends(() => Promise.reject(chain(50)), 0)).outcome).toBe('not-sent');
  expect((await ends(() => Promise.reject(chain(51)), 0)).outcome).toBe('unknown');
  expect((await ends(() => Promise.reject(chain(51, { code: 'ECONNREFUSED' })), 0)).outcome).toBe('unknown');
});

test.each<[string, unknown]>([
  ['Node: reset', failed('read ECONNRESET', { code: 'ECONNRESET', syscall: 'read' })],
  ['Node: closed', failed('other side closed', { code: 'UND_ERR_SOCKET' })],
  ['Node: no network, but not while connecting', failed('write ENETUNREACH', { code: 'ENETUNREACH', syscall: 'write' })],
  ['Node: the system gave up reading', failed('read ETIMEDOUT', { code: 'ETIMEDOUT', syscall: 'read' })],
  ['Node: aborted', failed('Request aborted', { code: 'UND_ERR_ABORTED' })],
  ['Node: a stream that was reset', failed('Stream closed with error code NGHTTP2_CANCEL', { code: 'ERR_HTTP2_STREAM_ERROR' })],
  ['a URL of its own that a wrapper could not parse', Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' })],
  ['Node: no TLS there, and no word of when', failed('wrong version number', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' })],
  [
    'Node: one address refused, the other reset',
    new TypeError('fetch failed', { cause: each('ECONNREFUSED', { code: 'ECONNREFUSED' }, { code: 'ECONNRESET' }) }),
  ],
  ['Node: several addresses, and not a word of any', new TypeError('fetch failed', { cause: new AggregateError(['no']) })],
  ['several errors that are none', new AggregateError(['no'])],
  ['a code that only ends like one of a certificate', failed('no', { code: 'MY_CERT_HAS_EXPIRED' })],
  ['Node: an operation that has nothing to do with connecting', failed('no', { code: 'EPERM', syscall: 'reconnect' })],
  ['a code that only begins like one of a certificate', failed('no', { code: 'SELF_SIGNED_CERT_LIKE' })],
  ['Bun: reset', Object.assign(new Error('The socket connection was closed unexpectedly.'), { code: 'ECONNRESET' })],
  [
    'Deno: reset',
    new TypeError(
      'error sending request for url (http://127.0.0.1:1/): client error (SendRequest): connection closed before message completed',
    ),
  ],
  ['workerd: anything', new Error('Network connection lost.')],
  ['a browser: anything', new TypeError('Failed to fetch')],
])('nobody knows how far the request got, in the words of %s', async (_, thrown) => {
  expect((await ends(() => Promise.reject(thrown))).outcome).toBe('unknown');
});

test('a code that a runtime gives is in the error and its message', async () => {
  const { error } = await ends(fails('ECONNRESET', { syscall: 'read' }));
  expect(error).toMatchObject({ code: 'ECONNRESET' });
  expect(error?.message).toBe(
    'the request may have been accepted, the connection was lost (ECONNRESET): look into the account before sending again, a repeated request is billed twice',
  );
});

test.each<[string, unknown, string | undefined]>([
  ['of sixty characters', `E${'X'.repeat(59)}`, `E${'X'.repeat(59)}`],
  ['that is longer', `E${'X'.repeat(60)}`, undefined],
  ['that begins with something else', '375291111111_ECONNRESET', undefined],
  ['that goes on with something else', 'ECONN_reset', undefined],
  ['that is a list', ['ECONNRESET'], undefined],
])('a code %s is shown only where it is one', async (_, code, shown) => {
  const { outcome, error } = await ends(() => Promise.reject(Object.assign(new Error('no'), { code })));
  expect(outcome).toBe('unknown');
  expect((error as { readonly code?: string }).code).toBe(shown);
});
