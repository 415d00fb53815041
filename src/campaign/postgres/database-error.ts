import { match, P } from 'ts-pattern';
import { InvalidInputError } from '../../wire/invalid-input-error.js';
import { campaignRules } from '../../wire/rules.js';
import { CampaignError } from '../campaign-error.js';

/** A failure of the database that may pass by itself: it restarts, or is not to be reached just now. */
export class PassingError extends CampaignError {}

/** What a failure of `pg` means. Its message stays out: it may hold what was written. */
export function databaseError(error: unknown): unknown {
  if (error instanceof CampaignError) return error;
  return match(codeOf(error))
    .returnType<unknown>()
    .with(noTable, noSchema, (code) => new CampaignError('not_migrated', code))
    .with(noTransaction, () => new InvalidInputError([{ code: 'transaction', path: 'tx', message: campaignRules.transaction }]))
    .with(P.string.regex(passing), P.string.regex(ofTheSystem), (code) => new PassingError('ledger_unavailable', code))
    .with(P.string, (code) => new CampaignError('ledger_unavailable', code))
    .with(undefined, () => new PassingError('ledger_unavailable', 'the connection was lost'))
    .exhaustive();
}

const noTable = '42P01';
const noSchema = '3F000';
/** Of a savepoint where no transaction was begun. */
const noTransaction = '25P01';
/**
 * Connections lost or refused, transactions to be repeated, a server that is short of something, stops, starts, or was made
 * the standby of another.
 */
const passing = /^(?:08|40|53|57P)...?$|^25006$/;
const ofTheSystem = /^E[A-Z]{3,}/;

/** A code of PostgreSQL or of the system; `pg` has none where a connection broke. */
function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[A-Z0-9_]{3,30}$/.test(code) ? code : undefined;
}
