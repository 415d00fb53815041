import { type BulkText, type Composed, createClient, mailing, type PersonalText } from 'viber-mailing';
import {
  type Batch,
  type BatchState,
  type Campaign,
  type CampaignClient,
  CampaignError,
  type CampaignMailing,
  fileLedger,
  type Ledger,
  openCampaign,
  type Progress,
  type Report,
} from 'viber-mailing/campaign';

interface Customer {
  readonly tel: string;
  readonly name: string;
}

declare const phones: string[];
declare const cursor: AsyncIterable<Customer>;
declare const phoneCursor: AsyncIterable<string>;
declare const customers: ReadonlyMap<number, Customer>;
declare const photo: string | undefined;
declare const parsed: any;
declare const signal: {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
};

const ledger: Ledger = fileLedger('./campaigns');
const sale: Campaign = await openCampaign('sale', { ledger });
const text: BulkText = mailing().bulk().text('Hello');
const notice: PersonalText<true> = mailing().from('444').personal().text();
const invoice = mailing().personal().button({ caption: 'Pay', image: 'https://shop.example.com/i.jpg' });

// Everything that `to` takes, and asynchronous sources.
await sale.load(text, phones);
await sale.load(text, new Set(phones));
await sale.load(text, '375291111111');
await sale.load(text, ['375291111111', '375292222222']);
await sale.load(text, phoneCursor, { batchSize: 500 });
await sale.load(text, phones, { onInvalid: ({ index, issues }) => console.log(index, issues[0]?.code) });
await sale.load(notice, [{ phone: '375291111111', text: 'Hello', id: 5 }]);
await sale.load(notice, cursor, (row) => ({ phone: row.tel, text: `Hello ${row.name}` }));
await sale.load(notice, customers.values(), (row, index) => (index < 10 ? { phone: row.tel, text: row.name } : undefined), {
  batchSize: 100,
});
await sale.load(invoice, cursor, (row) => ({ phone: row.tel, text: row.name, link: new URL('https://shop.example.com/pay') }));
await sale.load(photo === undefined ? text : mailing().from('444').bulk().image(photo), phones);
await sale.load(text, parsed);
await sale.load(text, parsed, (row) => row.tel);
await sale.load(parsed, parsed);

// A client with a sender or without, one's own, and one that wraps another.
const client = createClient({ token: 'token' });
for await (const batch of sale.send(client)) console.log(batch.index, batch.uuid, batch.error?.outcome);
sale.send(createClient({ token: 'token', from: '444' }), { concurrency: 8, rate: { batches: 10, per: 1000 }, signal });
sale.send({ send: async (mailing) => ({ uuid: String(mailing.size) }) });
const logging: CampaignClient = {
  send(mailing, options) {
    console.log(mailing.size, mailing.toJSON().alphaname_id);
    return client.send(mailing, options);
  },
};
sale.send(logging);

const report: Report = await sale.report();
const states: BatchState[] = ['unknown', 'rejected'];
for (const state of states) {
  for await (const batch of sale.batches(state)) {
    const { size, progress }: Batch = batch;
    const { share, remaining }: Progress = progress;
    await sale.resolve(batch, 'sent');
    console.log(`${report}`, size, share, remaining?.toFixed());
  }
}
try {
  await sale.resolve({ index: 5 }, 'resend');
} catch (error) {
  if (error instanceof CampaignError && error.code === 'batch_state') console.log(error.message);
}

/** What a program may say of the pieces. */
export function sizeOf(mailing: CampaignMailing, composed: Composed): number {
  return mailing.size + (composed === text ? 1 : 0);
}

declare const console: { log(...values: unknown[]): void };
declare class URL {
  constructor(text: string);
  readonly href: string;
  readonly protocol: string;
  readonly searchParams: object;
}
