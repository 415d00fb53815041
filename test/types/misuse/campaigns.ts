import { type Client, mailing } from 'viber-mailing';
import { type Campaign, openCampaign, type SqliteLedger } from 'viber-mailing/campaign';

declare const client: Client;
declare const phones: string[], rows: { tel: string; name: string }[];
declare const cursor: AsyncIterable<{ tel: string; name: string }>;
const bulk = mailing().bulk().text('Hello');
const texts = mailing().personal().text();
declare const ledger: SqliteLedger, sale: Campaign<typeof bulk>, notices: Campaign<typeof texts>;
const opened = await openCampaign('sale', { ledger });

// THROWS Type 'string' is not assignable to type 'Rule<"a phone is 7 to 15 digits, country code first, no plus, spaces or leading zero: write '375291111111'">'.
sale.load(['+375291111111']);

// THROWS Argument of type 'AsyncIterable<{ tel: string; name: string; }>' is not assignable to parameter of type 'Rule<"a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)">'.
//   Property '[rule]' is missing in type 'AsyncIterable<{ tel: string; name: string; }>' but required in type 'Rule<"a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)">'.
sale.load(cursor);

// THROWS Argument of type '(row: { tel: string; name: string; }) => { tel: string; name: string; }' is not assignable to parameter of type '((row: { tel: string; name: string; }) => { tel: string; name: string; }) & Rule<"a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)">'.
//   Type '(row: { tel: string; name: string; }) => { tel: string; name: string; }' is not assignable to type 'Rule<"a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)">'.
sale.load(rows, (row) => row);

// THROWS Argument of type 'string[]' is not assignable to parameter of type 'Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
//   Property '[rule]' is missing in type 'string[]' but required in type 'Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
notices.load(phones);

// THROWS Argument of type '(row: { tel: string; name: string; }) => string' is not assignable to parameter of type '((row: { tel: string; name: string; }) => string) & Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
//   Type '(row: { tel: string; name: string; }) => string' is not assignable to type 'Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
notices.load(cursor, (row) => row.tel);

// THROWS Argument of type '(row: { tel: string; name: string; }) => { phone: string; text: string; link: string; }' is not assignable to parameter of type '((row: { tel: string; name: string; }) => { phone: string; text: string; link: string; }) & Rule<"a personal text has no link: use .button({ caption, image }), or put it into the text">'.
//   Type '(row: { tel: string; name: string; }) => { phone: string; text: string; link: string; }' is not assignable to type 'Rule<"a personal text has no link: use .button({ caption, image }), or put it into the text">'.
notices.load(rows, (row) => ({ phone: row.tel, text: row.name, link: 'https://shop.example.com' }));

// THROWS Property 'phone' does not exist on type '{ tel: string; name: string; }'.
notices.load(cursor, (row) => ({ phone: row.phone, text: row.name }));

// THROWS Property '[rule]' is missing in type 'Draft<boolean>' but required in type 'Rule<"a campaign takes a message without recipients: give mailing().bulk().text('Hello'), and the rows to load(…)">'.
openCampaign('sale', { ledger, message: mailing() });

// THROWS Property '[rule]' is missing in type 'Mailing<"phones", boolean>' but required in type 'Rule<"a campaign takes a message without recipients: give mailing().bulk().text('Hello'), and the rows to load(…)">'.
openCampaign('sale', { ledger, message: bulk.to(phones) });

// THROWS Argument of type 'number' is not assignable to parameter of type 'Rule<"a campaign reads any iterable, asynchronous ones too: await it, write .load(rows), or .load(rows, toRecipient)">'.
sale.load(5);

// THROWS Argument of type 'Promise<string[]>' is not assignable to parameter of type 'Rule<"a campaign reads any iterable, asynchronous ones too: await it, write .load(rows), or .load(rows, toRecipient)">'.
//   Property '[rule]' is missing in type 'Promise<string[]>' but required in type 'Rule<"a campaign reads any iterable, asynchronous ones too: await it, write .load(rows), or .load(rows, toRecipient)">'.
sale.load(Promise.resolve(phones));

// THROWS Object literal may only specify known properties, and 'batchsize' does not exist in type 'LoadOptions | Mapper<string[]>'.
sale.load(phones, { batchsize: 100 });

// THROWS Argument of type 'string' is not assignable to parameter of type 'CampaignClient'.
sale.send('client');

// THROWS Object literal may only specify known properties, but 'concurency' does not exist in type 'SendCampaignOptions'. Did you mean to write 'concurrency'?
sale.send(client, { concurency: 8 });

// THROWS Argument of type '"again"' is not assignable to parameter of type 'Resolution'.
sale.resolve({ index: 5 }, 'again');

// THROWS Argument of type '"lost"' is not assignable to parameter of type 'BatchState | undefined'.
sale.batches('lost');

// THROWS Property 'load' does not exist on type 'OpenedCampaign'.
opened.load(phones);

// THROWS Property 'send' does not exist on type 'OpenedCampaign'.
opened.send(client);
