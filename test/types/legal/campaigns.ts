import { type BulkText, type Composed, createClient, mailing, type PersonalText } from 'viber-mailing';
import {
  type Batch,
  type BatchState,
  type Campaign,
  type CampaignClient,
  CampaignError,
  type CampaignMailing,
  type Ledger,
  type OpenedCampaign,
  openCampaign,
  type Progress,
  type Report,
  sqliteLedger,
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

const ledger: Ledger = sqliteLedger('./campaigns.db');
const text: BulkText = mailing().bulk().text('Hello');
const notice: PersonalText<true> = mailing().from('444').personal().text();
const invoice = mailing().personal().button({ caption: 'Pay', image: 'https://shop.example.com/i.jpg' });

// With a message it is loaded and sent, without one it is looked at.
const sale = await openCampaign('sale', { ledger, message: text });
const any: Campaign = sale;
const notices = await openCampaign('notices', { ledger, message: notice });
const invoices = await openCampaign('invoices', { ledger, message: invoice });
const looked: OpenedCampaign = await openCampaign('sale', { ledger });
const opened: OpenedCampaign[] = [looked, sale, notices];

// Everything that `to` takes, and asynchronous sources.
await sale.load(phones);
await sale.load(new Set(phones));
await sale.load('375291111111');
await sale.load(['375291111111', '375292222222']);
await sale.load(phoneCursor, { batchSize: 500, unique: true, numbered: false });
await sale.load(phones, { onInvalid: ({ index, issues }) => console.log(index, issues[0]?.code) });
await sale.load(phones, { onInvalid: async () => {} });
await sale.load(cursor, async (row) => (row.name === '' ? undefined : row.tel));
await notices.load([{ phone: '375291111111', text: 'Hello', id: 5 }]);
await notices.load(cursor, (row) => ({ phone: row.tel, text: `Hello ${row.name}` }));
await notices.load(customers.values(), (row, index) => (index < 10 ? { phone: row.tel, text: row.name } : undefined), {
  batchSize: 100,
});
await invoices.load(cursor, (row) => ({ phone: row.tel, text: row.name, link: new URL('https://shop.example.com/pay') }));
await invoices.load(cursor, async (row) => ({ phone: row.tel, text: row.name, link: 'https://shop.example.com/pay' }));
const message = photo === undefined ? text : mailing().from('444').bulk().image(photo);
await (await openCampaign('photos', { ledger, message })).load(phones);
await sale.load(parsed);
await sale.load(parsed, (row) => row.tel);
await (await openCampaign('parsed', { ledger, message: parsed })).load(parsed);
await any.load(phones);
await any.load(cursor, (row) => row.tel, { batchSize: 100 });

// A client with a sender or without, one's own, and one that wraps another.
const client = createClient({ token: 'token' });
for await (const batch of sale.stream(client)) console.log(batch.index, batch.uuid, batch.error?.outcome);
sale.send(createClient({ token: 'token', from: '444' }), {
  concurrency: 8,
  rate: { batches: 10, per: 1000 },
  signal,
  callbackUrl: ({ index }) => `https://shop.example.com/hook/${index}`,
  onBatch: async ({ progress }) => console.log(progress.done),
});
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
    const { size, progress, attempts, sentAt }: Batch = batch;
    const { share, remaining }: Progress = progress;
    await sale.resolve(batch, 'sent');
    console.log(`${report}`, size, attempts, sentAt?.toISOString(), share, remaining?.toFixed());
  }
}
try {
  await sale.resolve({ index: 5 }, 'resend');
} catch (error) {
  if (error instanceof CampaignError && error.code === 'batch_state') console.log(error.message);
}

for await (const recipient of sale.recipients('rejected')) console.log(typeof recipient);
await (await openCampaign('again', { ledger, message: text })).load(sale.recipients({ index: 5 }));
await opened[0]?.cancel();
for (const { name, report } of await ledger.campaigns()) console.log(name, report.batches.abandoned);
await ledger.remove('sale', { force: true });

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
