import { expired, key, localhost, otherHost } from '../certificates.ts';
import { dispatching } from '../dispatching.ts';
import { closedPort, documented, http } from '../raw-server.ts';
import type { Fault } from './fault.ts';

const accepts = { arrived: (socket: { write(bytes: Buffer): void }) => socket.write(http(200, documented)) };
const https = ({ port }: { port: number }) => `https://127.0.0.1:${port}/`;

/** Before a request is on its way. */
export const connecting: readonly Fault[] = [
  {
    fault: 'nobody listens at the port',
    at: async () => `http://127.0.0.1:${await closedPort()}/`,
    outcome: 'not-sent',
    arrived: 0,
    error: { code: 'ECONNREFUSED', retryable: true },
  },
  {
    fault: 'nobody listens at either address of the host',
    at: async () => `http://localhost:${await closedPort()}/`,
    outcome: 'not-sent',
    arrived: 0,
    error: { code: 'ECONNREFUSED', retryable: true },
  },
  {
    fault: 'there is no such host',
    at: () => 'https://no-such-host.invalid/',
    outcome: 'not-sent',
    arrived: 0,
    error: { retryable: true },
  },
  {
    fault: 'the port is one that fetch refuses',
    at: () => 'http://127.0.0.1:25/',
    outcome: 'not-sent',
    arrived: 0,
    error: { retryable: false },
  },
  {
    fault: 'a self-signed certificate',
    server: { tls: { key, cert: localhost }, ...accepts },
    at: https,
    outcome: 'not-sent',
    arrived: 0,
    error: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', retryable: false },
  },
  {
    fault: 'the certificate of another host',
    server: { tls: { key, cert: otherHost }, ...accepts },
    at: https,
    fetch: dispatching({ connect: { ca: otherHost } }),
    outcome: 'not-sent',
    arrived: 0,
    error: { code: 'ERR_TLS_CERT_ALTNAME_INVALID', retryable: false },
  },
  {
    fault: 'a certificate that has expired',
    server: { tls: { key, cert: expired }, ...accepts },
    at: https,
    fetch: dispatching({ connect: { ca: expired } }),
    outcome: 'not-sent',
    arrived: 0,
    error: { code: 'CERT_HAS_EXPIRED', retryable: false },
  },
  {
    fault: 'none, over TLS with a trusted certificate',
    server: { tls: { key, cert: localhost }, ...accepts },
    at: https,
    fetch: dispatching({ connect: { ca: localhost } }),
    outcome: 'accepted',
    arrived: 1,
  },
  {
    fault: 'TLS to a port that speaks plain HTTP',
    server: { connected: (socket) => socket.end(http(400, 'plain HTTP')) },
    at: https,
    outcome: 'not-sent',
    arrived: 0,
    error: { retryable: true },
  },
  {
    fault: 'plain HTTP to a port that speaks TLS',
    server: { tls: { key, cert: localhost }, ...accepts },
    outcome: 'unknown',
    arrived: 0,
  },
  {
    fault: 'silence instead of a TLS handshake',
    server: {},
    at: https,
    timeout: 2_000,
    outcome: 'not-sent',
    arrived: 0,
    error: { retryable: true },
  },
  {
    fault: 'the connection is closed instead of a TLS handshake',
    server: { connected: (socket) => socket.destroy() },
    at: https,
    outcome: 'not-sent',
    arrived: 0,
    error: { retryable: true },
  },
  {
    fault: 'the connection is reset in the TLS handshake',
    server: { connected: (socket) => socket.once('data', () => socket.resetAndDestroy()) },
    at: https,
    outcome: 'not-sent',
    arrived: 0,
    error: { retryable: true },
  },
  {
    fault: 'the connection is closed at once',
    server: { connected: (socket) => socket.destroy() },
    // Where the end comes before the request is written, the fetch of Node 20 may wait for ever: nothing left.
    timeout: 5_000,
    outcome: ['unknown', 'not-sent'],
    arrived: 0,
  },
  {
    fault: 'the connection is reset at once',
    server: { connected: (socket) => socket.resetAndDestroy() },
    // The reset may come before the system says that there is a connection.
    outcome: ['unknown', 'not-sent'],
    arrived: 0,
  },
];
