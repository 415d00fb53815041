import { createClient } from 'viber-mailing';
import { processor } from 'viber-mailing/bullmq';
import { CampaignError } from 'viber-mailing/campaign';
import { postgresLedger } from 'viber-mailing/postgres';

/** Works off a job whose database is not there. */
export async function run({ baseUrl }) {
  const connect = async () => {
    throw Object.assign(new Error('nobody listens'), { code: 'ECONNREFUSED' });
  };
  const ledger = postgresLedger({ pool: { connect, query: connect, on() {} } });
  const work = processor({ ledger, client: createClient({ token: 'my-token', from: '444', baseUrl }) });
  try {
    await work({ data: { campaign: 'sale', batch: 0 }, moveToDelayed: async () => {} }, 'a-token');
  } catch (error) {
    if (error instanceof CampaignError) return error.code;
    throw error;
  }
}
