import { createClient, mailing } from 'viber-mailing';
import { enqueue } from 'viber-mailing/bullmq';
import { openCampaign } from 'viber-mailing/campaign';
import * as phones from 'viber-mailing/phones';
import { postgresLedger } from 'viber-mailing/postgres';
import { preview } from 'viber-mailing/preview';
import { createSandbox } from 'viber-mailing/sandbox';
import { ledgerSuite } from 'viber-mailing/testing';

export { createClient, createSandbox, enqueue, ledgerSuite, mailing, openCampaign, postgresLedger, preview };
export const phone = phones.phones({ country: 'BY' });
