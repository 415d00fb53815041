import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { documented, http } from '../raw-server.ts';
import type { Fault } from './fault.ts';

const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${documented.length}\r\n\r\n`;
const chunkedHead = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
const megabytes = ' '.repeat(5 * 1024 * 1024);

const says = (bytes: string | Buffer, then?: (socket: Socket) => void) => ({
  arrived(socket: Socket) {
    socket.write(bytes, () => then?.(socket));
  },
});
const close = (socket: Socket) => socket.end();
const reset = (socket: Socket) => setTimeout(() => socket.resetAndDestroy(), 20);

/** Writes the same again and again, as long as it is read. */
const endlessly = (start: string, more: Buffer | string) => ({
  arrived(socket: Socket) {
    const pour = () => {
      while (!socket.destroyed && socket.write(more));
    };
    socket.on('drain', pour);
    socket.write(start, pour);
  },
});

/** A byte now and then, so that the connection is never idle for long. */
const slowly = (bytes: string) => ({
  arrived(socket: Socket) {
    const rest = bytes.split('');
    const timer = setInterval(
      () => (socket.destroyed || rest.length === 0 ? clearInterval(timer) : socket.write(rest.shift() as string)),
      20,
    );
  },
});

/** An answer that is none, or breaks off. All of these requests may have been accepted. */
export const brokenAnswers: readonly Fault[] = [
  { fault: 'half a status line, then closed', server: says('HTTP/1.', close), outcome: 'unknown', arrived: 1 },
  { fault: 'half a status line, then reset', server: says('HTTP/1.', reset), outcome: 'unknown', arrived: 1 },
  { fault: 'half a status line, then silence', server: says('HTTP/1.1 20'), timeout: 2_000, outcome: 'unknown', arrived: 1 },
  { fault: 'half the headers, then closed', server: says(head.slice(0, 40), close), outcome: 'unknown', arrived: 1 },
  { fault: 'half the headers, then reset', server: says(head.slice(0, 40), reset), outcome: 'unknown', arrived: 1 },
  { fault: 'half the headers, then silence', server: says(head.slice(0, 40)), timeout: 2_000, outcome: 'unknown', arrived: 1 },
  { fault: 'headers, then closed', server: says(head, close), outcome: 'unknown', arrived: 1, error: { status: undefined } },
  { fault: 'headers, then reset', server: says(head, reset), outcome: 'unknown', arrived: 1 },
  { fault: 'headers, then silence', server: says(head), timeout: 2_000, outcome: 'unknown', arrived: 1 },
  { fault: 'half a body, then closed', server: says(head + documented.slice(0, 30), close), outcome: 'unknown', arrived: 1 },
  { fault: 'half a body, then reset', server: says(head + documented.slice(0, 30), reset), outcome: 'unknown', arrived: 1 },
  {
    fault: 'half a body, then silence',
    server: says(head + documented.slice(0, 30)),
    timeout: 2_000,
    outcome: 'unknown',
    arrived: 1,
  },
  {
    fault: 'a body of chunks that is not ended, then closed',
    server: says(`${chunkedHead}5\r\n{"uui`, close),
    outcome: 'unknown',
    arrived: 1,
  },
  { fault: 'a chunk of no length', server: says(`${chunkedHead}zz\r\n${documented}`, close), outcome: 'unknown', arrived: 1 },
  {
    fault: 'an answer that comes byte by byte, too slowly',
    server: slowly(head + documented),
    timeout: 2_000,
    outcome: 'unknown',
    arrived: 1,
  },
  {
    fault: 'a body that does not end',
    server: endlessly('HTTP/1.1 200 OK\r\n\r\n', Buffer.alloc(16_384, 'x')),
    outcome: 'unknown',
    arrived: 1,
    error: { status: 200 },
  },
  {
    fault: 'the documented answer, then spaces that do not end',
    server: endlessly(`HTTP/1.1 200 OK\r\n\r\n${documented}`, ' '.repeat(16_384)),
    outcome: 'unknown',
    arrived: 1,
  },
  {
    fault: 'headers that do not end',
    server: endlessly('HTTP/1.1 200 OK\r\n', 'x: y\r\n'.repeat(1000)),
    outcome: 'unknown',
    arrived: 1,
  },
  { fault: 'a body of 5 MB', server: says(http(200, megabytes)), outcome: 'unknown', arrived: 1, error: { status: 200 } },
  {
    fault: 'a refusal of 5 MB',
    server: says(http(400, `no${megabytes}`)),
    outcome: 'rejected',
    arrived: 1,
    error: { reason: 'no' },
  },
  {
    fault: 'a refusal, then closed in its body',
    server: says('HTTP/1.1 400 No\r\ncontent-length: 100\r\n\r\n{"error":"n', close),
    outcome: 'rejected',
    arrived: 1,
    error: { status: 400, reason: '' },
  },
  {
    fault: 'a refusal, then silence in its body',
    server: says('HTTP/1.1 400 No\r\ncontent-length: 100\r\n\r\n{"error":"n'),
    timeout: 2_000,
    outcome: 'rejected',
    arrived: 1,
    error: { status: 400, reason: '' },
  },
  {
    fault: 'a refusal, then reset in its body',
    server: says('HTTP/1.1 403 No\r\ncontent-length: 100\r\n\r\n{"error":"n', reset),
    outcome: 'rejected',
    arrived: 1,
    error: { status: 403 },
  },
  { fault: 'no HTTP at all', server: says('SSH-2.0-OpenSSH_9.6\r\n', close), outcome: 'unknown', arrived: 1 },
  {
    fault: 'bytes that mean nothing',
    server: says(Buffer.from([0, 255, 254, 13, 10, 7, 0, 128]), close),
    outcome: 'unknown',
    arrived: 1,
  },
  {
    fault: 'a version of HTTP that does not exist',
    server: says(`HTTP/7.3 200 OK\r\n\r\n${documented}`, close),
    outcome: 'unknown',
    arrived: 1,
  },
  {
    fault: 'a status that is no number',
    server: says(`HTTP/1.1 abc OK\r\n\r\n${documented}`, close),
    outcome: 'unknown',
    arrived: 1,
  },
  {
    fault: 'a status of four digits',
    server: says(`HTTP/1.1 2000 OK\r\n\r\n${documented}`, close),
    outcome: 'unknown',
    arrived: 1,
  },
  {
    fault: 'two lengths that differ',
    server: says(`HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: ${documented.length}\r\n\r\n${documented}`, close),
    outcome: 'unknown',
    arrived: 1,
  },
  {
    fault: 'a length shorter than the body',
    server: says(`HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n${documented}`, close),
    outcome: 'unknown',
    arrived: 1,
  },
  {
    fault: 'said to be gzip, and is not',
    server: says(http(200, documented, { 'content-encoding': 'gzip' }), close),
    outcome: 'unknown',
    arrived: 1,
  },
  {
    fault: 'a little gzip that becomes 100 MB',
    server: says(http(200, gzipSync(Buffer.alloc(100 * 1024 * 1024)), { 'content-encoding': 'gzip' })),
    outcome: 'unknown',
    arrived: 1,
  },
  {
    fault: 'none, the answer in gzip',
    server: says(http(200, gzipSync(documented), { 'content-encoding': 'gzip' })),
    outcome: 'accepted',
    arrived: 1,
  },
  {
    fault: 'none, the answer in chunks',
    server: says(`${chunkedHead}${documented.length.toString(16)}\r\n${documented}\r\n0\r\n\r\n`),
    outcome: 'accepted',
    arrived: 1,
  },
  {
    fault: 'none, hints before the answer',
    server: says(Buffer.concat([Buffer.from('HTTP/1.1 103 Early Hints\r\n\r\n'), http(200, documented)])),
    outcome: 'accepted',
    arrived: 1,
  },
  // Node takes it for an error, as nobody asked whether to continue.
  {
    fault: 'a word to continue before the answer',
    server: says(Buffer.concat([Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'), http(200, documented)])),
    outcome: 'unknown',
    arrived: 1,
  },
  {
    fault: 'none, a second answer behind the first',
    server: says(Buffer.concat([http(200, documented), http(400, '{"error":"no"}')])),
    outcome: 'accepted',
    arrived: 1,
  },
  {
    fault: 'a change of protocol',
    server: says('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'),
    timeout: 2_000,
    outcome: 'unknown',
    arrived: 1,
  },
];
