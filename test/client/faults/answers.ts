import { documented, http } from '../raw-server.ts';
import type { Fault } from './fault.ts';

const says = (status: number, body: string | Buffer, headers: Record<string, string> = {}) => ({
  arrived: (socket: { write(bytes: Buffer): void }) => socket.write(http(status, body, headers)),
});
/** The request as it came, in what the server says. */
const echoes = (status: number, echo: (body: string) => string) => ({
  arrived: (socket: { write(bytes: Buffer): void }, _: number, body: string) => socket.write(http(status, echo(body))),
});
const page = '<!doctype html><title>Oops</title><style>p { color: red }</style><p>We will be <b>back</b> soon</p>';

/** Whole answers, by what stands in them. */
export const answers: readonly Fault[] = [
  { fault: 'none', server: says(200, documented), outcome: 'accepted', arrived: 1 },
  {
    fault: 'none, with more in the answer than is documented',
    server: says(200, '{"uuid":"1","success":"OK","balance":5}'),
    outcome: 'accepted',
    arrived: 1,
  },
  { fault: 'none, with a byte order mark', server: says(200, `\uFEFF${documented}`), outcome: 'accepted', arrived: 1 },
  { fault: 'none, called a text', server: says(200, documented, { 'content-type': 'text/html' }), outcome: 'accepted', arrived: 1 },
  {
    fault: '200 with an error',
    server: says(200, '{"error":"no money"}'),
    outcome: 'rejected',
    arrived: 1,
    error: { status: 200, reason: 'no money' },
  },
  {
    fault: '200 with an error that is an object',
    server: says(200, '{"error":{"code":7,"text":"no money"}}'),
    outcome: 'rejected',
    arrived: 1,
    error: { reason: '{"code":7,"text":"no money"}' },
  },
  {
    fault: '200 with an error and no uuid in its place',
    server: says(200, '{"uuid":null,"error":"no money"}'),
    outcome: 'rejected',
    arrived: 1,
  },
  {
    fault: '200 with an error nested too deeply',
    server: says(200, `{"error":${'['.repeat(30_000)}${']'.repeat(30_000)}}`),
    outcome: 'rejected',
    arrived: 1,
    error: { reason: '' },
  },
  { fault: '200 with an error and a uuid', server: says(200, '{"uuid":"1","error":"no"}'), outcome: 'unknown', arrived: 1 },
  { fault: '200 with all three', server: says(200, '{"uuid":"1","success":"OK","error":"no"}'), outcome: 'unknown', arrived: 1 },
  { fault: '200 with an error that is false', server: says(200, '{"success":"OK","error":false}'), outcome: 'unknown', arrived: 1 },
  {
    fault: '200 with an error that is an empty list',
    server: says(200, '{"success":"OK","error":[]}'),
    outcome: 'unknown',
    arrived: 1,
  },
  { fault: '200 with an empty error', server: says(200, '{"error":""}'), outcome: 'unknown', arrived: 1 },
  { fault: '200 with a uuid alone', server: says(200, '{"uuid":"1"}'), outcome: 'unknown', arrived: 1 },
  { fault: '200 with success alone', server: says(200, '{"success":"OK"}'), outcome: 'unknown', arrived: 1 },
  { fault: '200 with another success', server: says(200, '{"uuid":"1","success":"ERROR"}'), outcome: 'unknown', arrived: 1 },
  { fault: '200 with an empty uuid', server: says(200, '{"uuid":"","success":"OK"}'), outcome: 'unknown', arrived: 1 },
  { fault: '200 with a uuid that is a number', server: says(200, '{"uuid":1,"success":"OK"}'), outcome: 'unknown', arrived: 1 },
  { fault: '200 with a list', server: says(200, `[${documented}]`), outcome: 'unknown', arrived: 1 },
  { fault: '200 with null', server: says(200, 'null'), outcome: 'unknown', arrived: 1 },
  { fault: '200 with a text in JSON', server: says(200, JSON.stringify(documented)), outcome: 'unknown', arrived: 1 },
  { fault: '200 with a page', server: says(200, page, { 'content-type': 'text/html' }), outcome: 'unknown', arrived: 1 },
  { fault: '200 without a text', server: says(200, ''), outcome: 'unknown', arrived: 1, error: { status: 200 } },
  { fault: '200 in UTF-16', server: says(200, Buffer.from(documented, 'utf16le')), outcome: 'unknown', arrived: 1 },
  {
    fault: '400 with an error',
    server: says(400, '{"error":"incorrect request"}'),
    outcome: 'rejected',
    arrived: 1,
    error: { status: 400, reason: 'incorrect request', retryAfter: undefined },
  },
  {
    fault: '400 with the documented answer',
    server: says(400, documented),
    outcome: 'rejected',
    arrived: 1,
    error: { status: 400 },
  },
  {
    fault: '400 with a page',
    server: says(400, page),
    outcome: 'rejected',
    arrived: 1,
    error: { reason: 'Oops We will be back soon' },
  },
  { fault: '400 without a text', server: says(400, ''), outcome: 'rejected', arrived: 1, error: { reason: '' } },
  { fault: '400 with a number', server: says(400, '17'), outcome: 'rejected', arrived: 1, error: { reason: '17' } },
  {
    fault: '400 said to be gzip, and is not',
    server: says(400, 'no', { 'content-encoding': 'gzip' }),
    outcome: 'rejected',
    arrived: 1,
    error: { reason: '' },
  },
  {
    fault: '400 that holds the request',
    server: echoes(400, (body) => JSON.stringify({ error: `bad: ${body}` })),
    outcome: 'rejected',
    arrived: 1,
  },
  {
    fault: '422 that holds the request in a page',
    server: echoes(422, (body) => `<p>bad: ${body.replaceAll('"', '&quot;')}</p>`),
    outcome: 'rejected',
    arrived: 1,
  },
  {
    fault: '200 that holds the request as an error',
    server: echoes(200, (body) => `{"error":${body}}`),
    outcome: 'rejected',
    arrived: 1,
  },
  { fault: '500 that holds the request', server: echoes(500, (body) => body), outcome: 'unknown', arrived: 1 },
];
