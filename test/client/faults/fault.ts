import type { FetchLike } from 'viber-mailing';
import type { Behaviour, RawServer } from '../raw-server.ts';

export type Outcome = 'accepted' | 'not-sent' | 'rejected' | 'unknown';

/** What may happen to one send, and what must come of it. */
export interface Fault {
  readonly fault: string;
  /** What the server does. */
  readonly server?: Behaviour;
  /** The base URL, where it is not the server's own. */
  readonly at?: (server: RawServer) => string | Promise<string>;
  /** A fetch in place of the runtime's. */
  readonly fetch?: FetchLike;
  /** A request that does not fit into the buffers of a connection. */
  readonly big?: true;
  /** In milliseconds; long where it must not matter. */
  readonly timeout?: number;
  /** One, or any of several. */
  readonly outcome: Outcome | readonly Outcome[];
  /** How many requests the server got whole: one number, or what the runtime may make of it. */
  readonly arrived: number | readonly [number, number];
  /** Properties of the error. */
  readonly error?: Readonly<Record<string, unknown>>;
}
