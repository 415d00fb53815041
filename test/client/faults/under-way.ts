import { documented, http } from '../raw-server.ts';
import type { Fault } from './fault.ts';

/** While the request is on its way, and before an answer begins. */
export const underWay: readonly Fault[] = [
  {
    fault: 'closed when the headers have arrived',
    big: true,
    server: { headers: (socket) => socket.destroy() },
    outcome: 'unknown',
    arrived: 0,
  },
  {
    fault: 'reset when the headers have arrived',
    big: true,
    server: { headers: (socket) => socket.resetAndDestroy() },
    outcome: 'unknown',
    arrived: 0,
  },
  {
    fault: 'half-closed when the headers have arrived, and read on',
    big: true,
    server: { headers: (socket) => socket.end() },
    outcome: 'unknown',
    arrived: [0, 1],
  },
  {
    fault: 'not read any further in the middle of the body',
    big: true,
    server: { headers: (socket) => socket.pause() },
    timeout: 2_000,
    outcome: 'unknown',
    arrived: 0,
  },
  {
    fault: 'refused before the body has arrived, and read on',
    big: true,
    server: { headers: (socket) => socket.write(http(413, '{"error":"too large"}')) },
    outcome: 'rejected',
    arrived: [0, 1],
    error: { status: 413, reason: 'too large' },
  },
  {
    fault: 'accepted before the body has arrived',
    big: true,
    server: { headers: (socket) => socket.write(http(200, documented)) },
    outcome: 'accepted',
    arrived: [0, 1],
  },
  { fault: 'closed after the request', server: { arrived: (socket) => socket.destroy() }, outcome: 'unknown', arrived: 1 },
  { fault: 'half-closed after the request', server: { arrived: (socket) => socket.end() }, outcome: 'unknown', arrived: 1 },
  { fault: 'reset after the request', server: { arrived: (socket) => socket.resetAndDestroy() }, outcome: 'unknown', arrived: 1 },
  {
    fault: 'reset after a big request',
    big: true,
    server: { arrived: (socket) => socket.resetAndDestroy() },
    outcome: 'unknown',
    arrived: 1,
  },
  { fault: 'silence after the request', server: {}, timeout: 2_000, outcome: 'unknown', arrived: 1 },
  { fault: 'silence after a big request', big: true, server: {}, timeout: 5_000, outcome: 'unknown', arrived: 1 },
  {
    fault: 'closed after the timeout',
    server: { arrived: (socket) => setTimeout(() => socket.destroy(), 2_500) },
    timeout: 2_000,
    outcome: 'unknown',
    arrived: 1,
  },
  {
    fault: 'answered after the timeout',
    server: { arrived: (socket) => setTimeout(() => socket.write(http(200, documented)), 2_500) },
    timeout: 2_000,
    outcome: 'unknown',
    arrived: 1,
  },
  {
    fault: 'none, answered a moment before the timeout',
    server: { arrived: (socket) => setTimeout(() => socket.write(http(200, documented)), 100) },
    timeout: 5_000,
    outcome: 'accepted',
    arrived: 1,
  },
];
