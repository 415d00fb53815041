import type { SendError } from '../client/send-error.js';
import type { Progress } from './progress.js';
import type { BatchState } from './report.js';

/**
 * A batch: one request of a campaign.
 *
 * @category Campaigns
 */
export interface Batch {
  /** Its number, from 0, in the order of the rows. */
  readonly index: number;
  /** How many recipients it has. */
  readonly size: number;
  /** What became of it so far. */
  readonly state: BatchState;
  /** The API's id of the request, where it was accepted; none where a person resolved it as sent. */
  readonly uuid?: string;
  /** Why it was rejected or is unknown. No phone and no text is in it. */
  readonly reason?: string;
  /** How far the campaign is. */
  readonly progress: Progress;
}

/**
 * A batch that `send` has sent.
 *
 * @category Campaigns
 */
export interface SentBatch extends Batch {
  /** What became of it. */
  readonly state: 'accepted' | 'rejected' | 'unknown';
  /** The client's error, where it was rejected or is unknown. */
  readonly error?: SendError | undefined;
}
