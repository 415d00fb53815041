import { createClient, InvalidInputError, mailing } from 'viber-mailing';
import { openCampaign, sqliteLedger } from 'viber-mailing/campaign';

/** Sends a campaign, or says that there is no SQLite. */
export async function run({ baseUrl, file }) {
  const client = createClient({ token: 'my-token', from: '444', baseUrl });
  try {
    const message = mailing('Sale').bulk().text('Hello');
    const sale = await openCampaign('sale', { ledger: sqliteLedger(file), message });
    await sale.load(['375291111111', '375292222222'], { batchSize: 1 });
    const { batches } = await sale.send(client);
    return `${batches.accepted} accepted`;
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues[0].code;
    throw error;
  }
}
