import type { SendError } from 'viber-mailing';
import type { SandboxFault } from 'viber-mailing/sandbox';

/** A way in which a sending fails. */
export interface Failure {
  readonly story: string;
  /** A fault of the sandbox; or its server is closed, as a port that listens cannot refuse. */
  readonly fault: SandboxFault | 'closed';
  readonly outcome: SendError['outcome'];
  /** How often the endpoint has accepted the request by then. */
  readonly accepted: number;
  readonly next: string;
}

/** One for each outcome, the closed server last. */
export const failures: readonly Failure[] = [
  {
    story: 'the API says no',
    fault: { status: 400, body: { error: 'not enough money' } },
    outcome: 'rejected',
    accepted: 0,
    next: 'Do what the reason asks for, then send it again.',
  },
  {
    story: 'the connection is lost before the answer',
    fault: 'reset-after-accepting',
    outcome: 'unknown',
    accepted: 1,
    next: 'Wait for the callback, or ask the account. This one was accepted: sent again, it is billed again.',
  },
  {
    story: 'the server is down',
    fault: 'closed',
    outcome: 'not-sent',
    accepted: 0,
    next: 'Send it again. The client does so by itself, as often as its option `retry` says.',
  },
];
