import { optionRules, readOptions } from '../wire/account.js';
import { Faults } from '../wire/issue.js';
import { campaignRules } from '../wire/rules.js';
import type { Ledger } from './ledger.js';

/**
 * Options of `openCampaign`.
 *
 * @category Campaigns
 */
export interface CampaignOptions {
  /** Where the campaign's books are kept: `fileLedger(dir)`, or another ledger. */
  readonly ledger: Ledger;
}

/** The ledger of a campaign, its name and options being checked. */
export function ledgerOf(name: unknown, options: unknown): Ledger {
  const faults = new Faults({ ...optionRules, ...campaignRules });
  const { ledger } = readOptions(options, ['ledger'], faults) as Partial<CampaignOptions>;
  if (typeof name !== 'string' || !campaignName.test(name)) faults.add('campaign_name', 'name');
  if (typeof ledger?.find !== 'function') faults.add('ledger_expected', 'ledger');
  faults.refuse();
  return ledger as Ledger;
}

/** What a campaign may be called: also the name of a folder and of a job. */
export const campaignName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
