import type { ByState, Report } from './report.js';

/**
 * How far a campaign is, in recipients: what a progress bar needs.
 *
 * @category Campaigns
 */
export interface Progress extends ByState {
  /** How many are through: accepted, rejected or unknown. */
  readonly done: number;
  /** How many there are. */
  readonly total: number;
  /** The part that is through, from 0 to 1. */
  readonly share: number;
  /** How many got through per second since this `send` began; 0 where nothing is being sent. */
  readonly rate: number;
  /** How many seconds the rest takes at that rate; `undefined` while there is no rate. */
  readonly remaining: number | undefined;
}

/** The progress by a report; `since` is what was through when the send began, `seconds` how long ago that is. */
export function progressOf({ recipients }: Report, since = 0, seconds = 0): Progress {
  const { total, pending, sending, accepted, rejected, unknown } = recipients;
  const done = accepted + rejected + unknown;
  const rate = seconds > 0 ? Math.max(done - since, 0) / seconds : 0;
  return {
    done,
    total,
    share: total === 0 ? 0 : done / total,
    rate,
    remaining: rate > 0 ? (total - done) / rate : undefined,
    pending,
    sending,
    accepted,
    rejected,
    unknown,
  };
}
