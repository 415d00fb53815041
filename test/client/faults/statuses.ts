import { documented, http } from '../raw-server.ts';
import type { Fault } from './fault.ts';

const says = (status: number, body: string, headers: Record<string, string> = {}) => ({
  arrived: (socket: { write(bytes: Buffer): void }) => socket.write(http(status, body, headers)),
});
const refusal = '{"error":"no"}';
const unknown = (status: number, body: string, headers?: Record<string, string>): Fault => ({
  fault: `${status}${headers === undefined ? '' : ` with ${Object.keys(headers).join()}`} and ${body === '' ? 'no text' : body}`,
  server: says(status, body, headers),
  outcome: 'unknown',
  arrived: 1,
  error: { status },
});
const rejected = (status: number, retryAfter?: string, seconds?: number): Fault => ({
  fault: `${status}${retryAfter === undefined ? '' : ` with retry-after: ${retryAfter}`}`,
  server: says(status, refusal, retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
  outcome: 'rejected',
  arrived: 1,
  error: { status, reason: 'no', retryAfter: seconds },
});

/** Whole answers, by their status. A refusal that says when to come again is not obeyed here: the matrix sends once. */
export const statuses: readonly Fault[] = [
  ...[201, 202, 203, 206, 299].map((status) => unknown(status, documented)),
  unknown(201, refusal),
  {
    fault: '204',
    server: { arrived: (socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n') },
    outcome: 'unknown',
    arrived: 1,
    error: { status: 204 },
  },
  {
    fault: '205',
    server: { arrived: (socket) => socket.write('HTTP/1.1 205 Reset Content\r\ncontent-length: 0\r\n\r\n') },
    outcome: 'unknown',
    arrived: 1,
    error: { status: 205 },
  },
  unknown(300, ''),
  {
    fault: '304',
    server: { arrived: (socket) => socket.write('HTTP/1.1 304 Not Modified\r\n\r\n') },
    outcome: 'unknown',
    arrived: 1,
    error: { status: 304 },
  },
  ...[500, 501, 502, 503, 504, 520, 599].map((status) => unknown(status, refusal)),
  unknown(500, documented),
  unknown(502, '<h1>Bad gateway</h1>'),
  unknown(503, refusal, { 'retry-after': '1' }),
  ...[600, 999].map((status) => unknown(status, refusal)),
  ...[400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 415, 422, 425, 451, 499].map((status) => rejected(status)),
  // Left to itself Node asks again after the first, and takes the second for an error of the network.
  rejected(421),
  rejected(407),
  rejected(429),
  rejected(429, '0', 0),
  rejected(429, '7', 7),
  rejected(429, '3600', 3600),
  rejected(429, '-1'),
  rejected(429, 'soon'),
  rejected(429, 'Fri, 31 Dec 1999 23:59:59 GMT', 0),
  rejected(403, '7', 7),
];
