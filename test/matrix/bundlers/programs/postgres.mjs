import { mailing } from 'viber-mailing';
import { CampaignError, openCampaign } from 'viber-mailing/campaign';
import { postgresLedger } from 'viber-mailing/postgres';

/** Opens a campaign in a database that is not there. */
export async function run() {
  const refused = async () => {
    throw Object.assign(new Error('nobody listens'), { code: 'ECONNREFUSED' });
  };
  const pool = { connect: refused, query: refused, on() {} };
  try {
    await openCampaign('sale', { ledger: postgresLedger({ pool }), message: mailing('Sale').bulk().text('Hello') });
  } catch (error) {
    if (error instanceof CampaignError) return error.code;
    throw error;
  }
}
