import { mailing } from 'viber-mailing';

declare const text: string, url: string, phones: string[], maybe: string[] | undefined;
declare const customers: { id: number; tel: string; email: string | null }[];
declare const withLinks: { phone: string; text: string; link: string }[];
const bulk = mailing().bulk().text('Hello');
const texts = mailing().personal().text();
const buttons = mailing().personal().button({ caption: text, image: url });

// Phones.

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a phone is 7 to 15 digits, country code first, no plus, spaces or leading zero: write '375291111111'">'.
bulk.to('+375291111111');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a phone is 7 to 15 digits, country code first, no plus, spaces or leading zero: write '375291111111'">'.
bulk.to('80291111111 ');

// THROWS Type 'string' is not assignable to type 'Rule<"a phone is 7 to 15 digits, country code first, no plus, spaces or leading zero: write '375291111111'">'.
bulk.to(['375291111111', '+375292222222']);

// THROWS Type 'number' is not assignable to type 'Rule<"a phone is a string, as numbers lose digits: read the file without casting">'.
bulk.to([375291111111]);

// THROWS Type 'undefined' is not assignable to type 'Rule<"there is no phone: look at the cell, and the column's name in (row) => row.tel">'.
bulk.to(['375291111111', undefined]);

// THROWS Argument of type 'never[]' is not assignable to parameter of type 'Rule<"a mailing has at least one recipient: give one in .to(…), or return it from the mapper">'.
//   Property '[rule]' is missing in type 'never[]' but required in type 'Rule<"a mailing has at least one recipient: give one in .to(…), or return it from the mapper">'.
bulk.to([]);

// THROWS Expected 1-3 arguments, but got 0.
bulk.to();

// THROWS Argument of type 'undefined' is not assignable to parameter of type 'Rule<"recipients are an array or another iterable: .to([recipient]), or .to(rows, toRecipient)">'.
bulk.to(undefined);

// THROWS Argument of type 'string[] | undefined' is not assignable to parameter of type 'string[] | Rule<"recipients are an array or another iterable: .to([recipient]), or .to(rows, toRecipient)">'.
//   Type 'undefined' is not assignable to type 'string[] | Rule<"recipients are an array or another iterable: .to([recipient]), or .to(rows, toRecipient)">'.
bulk.to(maybe);

// THROWS Argument of type 'number' is not assignable to parameter of type 'Rule<"recipients are an array or another iterable: .to([recipient]), or .to(rows, toRecipient)">'.
bulk.to(375291111111);

// THROWS Object literal may only specify known properties, and 'phone' does not exist in type 'Rule<"a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)">'.
bulk.to([{ phone: text, text }]);

// THROWS Object literal may only specify known properties, and 'phones' does not exist in type 'Rule<"recipients are an array or another iterable: .to([recipient]), or .to(rows, toRecipient)">'.
bulk.to({ phones });

// THROWS Argument of type '{ id: number; tel: string; email: string | null; }[]' is not assignable to parameter of type 'Rule<"a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)">'.
//   Property '[rule]' is missing in type '{ id: number; tel: string; email: string | null; }[]' but required in type 'Rule<"a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)">'.
bulk.to(customers);

// THROWS Argument of type 'Set<number>' is not assignable to parameter of type 'Rule<"a phone is a string, as numbers lose digits: read the file without casting">'.
//   Property '[rule]' is missing in type 'Set<number>' but required in type 'Rule<"a phone is a string, as numbers lose digits: read the file without casting">'.
bulk.to(new Set([1]));

// THROWS Argument of type 'Map<string, string>' is not assignable to parameter of type 'Rule<"a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)">'.
//   Property '[rule]' is missing in type 'Map<string, string>' but required in type 'Rule<"a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)">'.
bulk.to(new Map([[text, text]]));

// THROWS Argument of type 'Promise<string[]>' is not assignable to parameter of type 'Rule<"recipients are not read asynchronously here: await or collect them, or load them into a campaign">'.
//   Property '[rule]' is missing in type 'Promise<string[]>' but required in type 'Rule<"recipients are not read asynchronously here: await or collect them, or load them into a campaign">'.
bulk.to(Promise.resolve(phones));

declare const stream: AsyncIterable<string>;
// THROWS Argument of type 'AsyncIterable<string>' is not assignable to parameter of type 'Rule<"recipients are not read asynchronously here: await or collect them, or load them into a campaign">'.
//   Property '[rule]' is missing in type 'AsyncIterable<string>' but required in type 'Rule<"recipients are not read asynchronously here: await or collect them, or load them into a campaign">'.
bulk.to(stream);

// Lists as a database gives them.

declare const nullable: { phone: string | null; text: string }[];
declare const counted: { phone: bigint; text: string }[];

// THROWS Argument of type '(string | null)[]' is not assignable to parameter of type 'Rule<"there is no phone: look at the cell, and the column's name in (row) => row.tel">'.
//   Property '[rule]' is missing in type '(string | null)[]' but required in type 'Rule<"there is no phone: look at the cell, and the column's name in (row) => row.tel">'.
bulk.to(customers.map(({ email }) => email));

// THROWS Argument of type 'number[]' is not assignable to parameter of type 'Rule<"a phone is a string, as numbers lose digits: read the file without casting">'.
//   Property '[rule]' is missing in type 'number[]' but required in type 'Rule<"a phone is a string, as numbers lose digits: read the file without casting">'.
bulk.to(customers.map(({ id }) => id));

// THROWS Argument of type 'Promise<string>[]' is not assignable to parameter of type 'Rule<"a mapper gave a promise: .to(await Promise.all(rows.map(toRecipient)))">'.
//   Property '[rule]' is missing in type 'Promise<string>[]' but required in type 'Rule<"a mapper gave a promise: .to(await Promise.all(rows.map(toRecipient)))">'.
bulk.to(customers.map(async ({ tel }) => tel));

// THROWS Argument of type '{ phone: string | null; text: string; }[]' is not assignable to parameter of type 'Rule<"there is no phone: look at the cell, and the column's name in (row) => row.tel">'.
//   Property '[rule]' is missing in type '{ phone: string | null; text: string; }[]' but required in type 'Rule<"there is no phone: look at the cell, and the column's name in (row) => row.tel">'.
texts.to(nullable);

// THROWS Argument of type '{ phone: bigint; text: string; }[]' is not assignable to parameter of type 'Rule<"a phone is a string, as numbers lose digits: read the file without casting">'.
//   Property '[rule]' is missing in type '{ phone: bigint; text: string; }[]' but required in type 'Rule<"a phone is a string, as numbers lose digits: read the file without casting">'.
texts.to(counted);

// THROWS Argument of type '(row: { phone: string | null; text: string; }) => { phone: string | null; text: string; link: string; }' is not assignable to parameter of type '((row: { phone: string | null; text: string; }) => { phone: string | null; text: string; link: string; }) & Rule<"there is no phone: look at the cell, and the column's name in (row) => row.tel">'.
//   Type '(row: { phone: string | null; text: string; }) => { phone: string | null; text: string; link: string; }' is not assignable to type 'Rule<"there is no phone: look at the cell, and the column's name in (row) => row.tel">'.
buttons.to(nullable, (row) => ({ phone: row.phone, text: row.text, link: url }));

// Phones from rows.

// THROWS Property 'phone' does not exist on type '{ id: number; tel: string; email: string | null; }'.
bulk.to(customers, (customer) => customer.phone);

// THROWS Argument of type '(customer: { id: number; tel: string; email: string | null; }) => number' is not assignable to parameter of type '((customer: { id: number; tel: string; email: string | null; }) => number) & Rule<"a phone is a string, as numbers lose digits: read the file without casting">'.
//   Type '(customer: { id: number; tel: string; email: string | null; }) => number' is not assignable to type 'Rule<"a phone is a string, as numbers lose digits: read the file without casting">'.
bulk.to(customers, (customer) => customer.id);

// THROWS Argument of type '(customer: { id: number; tel: string; email: string | null; }) => string | null' is not assignable to parameter of type '((customer: { id: number; tel: string; email: string | null; }) => string | null) & Rule<"a mapper gave null or false: give undefined to leave a row out">'.
//   Type '(customer: { id: number; tel: string; email: string | null; }) => string | null' is not assignable to type 'Rule<"a mapper gave null or false: give undefined to leave a row out">'.
bulk.to(customers, (customer) => customer.email);

// THROWS Argument of type '(customer: { id: number; tel: string; email: string | null; }) => string | false' is not assignable to parameter of type '((customer: { id: number; tel: string; email: string | null; }) => string | false) & Rule<"a mapper gave null or false: give undefined to leave a row out">'.
//   Type '(customer: { id: number; tel: string; email: string | null; }) => string | false' is not assignable to type 'Rule<"a mapper gave null or false: give undefined to leave a row out">'.
bulk.to(customers, (customer) => customer.id > 5 && customer.tel);

// THROWS Argument of type '(customer: { id: number; tel: string; email: string | null; }) => { phone: string; }' is not assignable to parameter of type '((customer: { id: number; tel: string; email: string | null; }) => { phone: string; }) & Rule<"a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)">'.
//   Type '(customer: { id: number; tel: string; email: string | null; }) => { phone: string; }' is not assignable to type 'Rule<"a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)">'.
bulk.to(customers, (customer) => ({ phone: customer.tel }));

// THROWS Argument of type '(customer: { id: number; tel: string; email: string | null; }) => Promise<string>' is not assignable to parameter of type '((customer: { id: number; tel: string; email: string | null; }) => Promise<string>) & Rule<"a mapper gave a promise: .to(await Promise.all(rows.map(toRecipient)))">'.
//   Type '(customer: { id: number; tel: string; email: string | null; }) => Promise<string>' is not assignable to type 'Rule<"a mapper gave a promise: .to(await Promise.all(rows.map(toRecipient)))">'.
bulk.to(customers, async (customer) => customer.tel);

// THROWS Argument of type '{ id: number; tel: string; email: string | null; }[]' is not assignable to parameter of type 'Rule<"a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)">'.
//   Property '[rule]' is missing in type '{ id: number; tel: string; email: string | null; }[]' but required in type 'Rule<"a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)">'.
bulk.to(customers, 'tel');

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"recipients are an array or another iterable: .to([recipient]), or .to(rows, toRecipient)">'.
bulk.to(text, (phone) => phone);

// THROWS Argument of type '{ id: number; tel: string; email: string | null; }[]' is not assignable to parameter of type 'Rule<"a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)">'.
//   Property '[rule]' is missing in type '{ id: number; tel: string; email: string | null; }[]' but required in type 'Rule<"a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)">'.
bulk.to(customers, { onInvalid: () => {} });

// THROWS Object literal may only specify known properties, and 'oninvalid' does not exist in type 'RecipientOptions | Mapper<string[]>'.
// 7: Object literal may only specify known properties, and 'oninvalid' does not exist in type 'Mapper<string[]> | RecipientOptions'.
bulk.to(phones, { oninvalid: () => {} });

// THROWS Type 'string' is not assignable to type '(invalid: InvalidRecipient) => void'.
bulk.to(phones, { onInvalid: 'skip' });

// THROWS Object literal may only specify known properties, but 'onInvalids' does not exist in type 'RecipientOptions'. Did you mean to write 'onInvalid'?
bulk.to(customers, (customer) => customer.tel, { onInvalids: () => {} });

// THROWS Argument of type '"375292222222"' is not assignable to parameter of type '"375292222222" & Rule<"all recipients are one argument: write .to([a, b]), or .to(rows, (row) => row.tel)">'.
//   Type 'string' is not assignable to type 'Rule<"all recipients are one argument: write .to([a, b]), or .to(rows, (row) => row.tel)">'.
bulk.to('375291111111', '375292222222');

// THROWS Argument of type 'string' is not assignable to parameter of type 'string & Rule<"all recipients are one argument: write .to([a, b]), or .to(rows, (row) => row.tel)">'.
//   Type 'string' is not assignable to type 'Rule<"all recipients are one argument: write .to([a, b]), or .to(rows, (row) => row.tel)">'.
bulk.to(text, text);

// Personal texts.

// THROWS Argument of type 'string[]' is not assignable to parameter of type 'Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
//   Property '[rule]' is missing in type 'string[]' but required in type 'Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
texts.to(phones);

// THROWS Type 'string' is not assignable to type 'Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
texts.to(['375291111111']);

// THROWS Argument of type 'string' is not assignable to parameter of type 'Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
texts.to('375291111111');

// THROWS Type '{ phone: string; }' is not assignable to type 'TextRecipient & Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
//   Property 'text' is missing in type '{ phone: string; }' but required in type 'TextRecipient'.
texts.to([{ phone: text }]);

// THROWS Object literal may only specify known properties, and 'tel' does not exist in type 'TextRecipient & Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
texts.to([{ tel: text, text }]);

// THROWS Type 'string' is not assignable to type 'Rule<"a text is not empty: write one">'.
texts.to([{ phone: text, text: '' }]);

// THROWS Type 'string' is not assignable to type 'Rule<"a phone is 7 to 15 digits, country code first, no plus, spaces or leading zero: write '375291111111'">'.
texts.to([{ phone: '+375291111111', text }]);

// THROWS Type 'number' is not assignable to type 'Rule<"a phone is a string, as numbers lose digits: read the file without casting">'.
texts.to([{ phone: 375291111111, text }]);

// THROWS Type 'string' is not assignable to type 'Rule<"a personal text has no link: use .button({ caption, image }), or put it into the text">'.
texts.to([{ phone: text, text, link: url }]);

// THROWS Type 'string' is not assignable to type 'Rule<"a phone is 7 to 15 digits, country code first, no plus, spaces or leading zero: write '375291111111'">'.
texts.to({ phone: '+375291111111', text });

// THROWS Type 'string' is not assignable to type 'Rule<"a personal text has no link: use .button({ caption, image }), or put it into the text">'.
texts.to({ phone: text, text, link: url });

// THROWS Type 'string' is not assignable to type 'Rule<"a personal text has no link: use .button({ caption, image }), or put it into the text">'.
texts.to([{ phone: text, text, button_link: url }]);

// THROWS Object literal may only specify known properties, and 'tel' does not exist in type 'TextRecipient & Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
texts.to({ tel: text, text });

// THROWS Argument of type '{ phone: string; text: string; }' is not assignable to parameter of type '{ phone: string; text: string; } & Rule<"all recipients are one argument: write .to([a, b]), or .to(rows, (row) => row.tel)">'.
//   Property '[rule]' is missing in type '{ phone: string; text: string; }' but required in type 'Rule<"all recipients are one argument: write .to([a, b]), or .to(rows, (row) => row.tel)">'.
// 7: Argument of type '{ phone: string; text: string; }' is not assignable to parameter of type '{ phone: string; text: string; } & Rule<"all recipients are one argument: write .to([a, b]), or .to(rows, (row) => row.tel)">'.
//   Property '[rule]' is missing in type '{ phone: string; text: string; }' but required in type 'Rule<"all recipients are one argument: write .to([a, b]), or .to(rows, (row) => row.tel)">'.
texts.to({ phone: text, text }, { phone: text, text });

// THROWS Argument of type '{ phone: string; text: string; link: string; }[]' is not assignable to parameter of type 'Rule<"a personal text has no link: use .button({ caption, image }), or put it into the text">'.
//   Property '[rule]' is missing in type '{ phone: string; text: string; link: string; }[]' but required in type 'Rule<"a personal text has no link: use .button({ caption, image }), or put it into the text">'.
texts.to(withLinks);

// THROWS Argument of type '(customer: { id: number; tel: string; email: string | null; }) => string' is not assignable to parameter of type '((customer: { id: number; tel: string; email: string | null; }) => string) & Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
//   Type '(customer: { id: number; tel: string; email: string | null; }) => string' is not assignable to type 'Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
texts.to(customers, (customer) => customer.tel);

// THROWS Argument of type '(customer: { id: number; tel: string; email: string | null; }) => { phone: string; }' is not assignable to parameter of type '((customer: { id: number; tel: string; email: string | null; }) => { phone: string; }) & Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
//   Type '(customer: { id: number; tel: string; email: string | null; }) => { phone: string; }' is not assignable to type 'Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
texts.to(customers, (customer) => ({ phone: customer.tel }));

// THROWS Argument of type '(customer: { id: number; tel: string; email: string | null; }) => { phone: string; text: string; link: string; }' is not assignable to parameter of type '((customer: { id: number; tel: string; email: string | null; }) => { phone: string; text: string; link: string; }) & Rule<"a personal text has no link: use .button({ caption, image }), or put it into the text">'.
//   Type '(customer: { id: number; tel: string; email: string | null; }) => { phone: string; text: string; link: string; }' is not assignable to type 'Rule<"a personal text has no link: use .button({ caption, image }), or put it into the text">'.
texts.to(customers, (customer) => ({ phone: customer.tel, text, link: url }));

// THROWS Argument of type '(customer: { id: number; tel: string; email: string | null; }) => { phone: string; text: string; button_link: string; }' is not assignable to parameter of type '((customer: { id: number; tel: string; email: string | null; }) => { phone: string; text: string; button_link: string; }) & Rule<"a personal text has no link: use .button({ caption, image }), or put it into the text">'.
//   Type '(customer: { id: number; tel: string; email: string | null; }) => { phone: string; text: string; button_link: string; }' is not assignable to type 'Rule<"a personal text has no link: use .button({ caption, image }), or put it into the text">'.
texts.to(customers, (customer) => ({ phone: customer.tel, text, button_link: url }));

// THROWS Argument of type '(customer: { id: number; tel: string; email: string | null; }) => { phone: string; text: string; } | null' is not assignable to parameter of type '((customer: { id: number; tel: string; email: string | null; }) => { phone: string; text: string; } | null) & Rule<"a mapper gave null or false: give undefined to leave a row out">'.
//   Type '(customer: { id: number; tel: string; email: string | null; }) => { phone: string; text: string; } | null' is not assignable to type 'Rule<"a mapper gave null or false: give undefined to leave a row out">'.
texts.to(customers, (customer) => (customer.email ? { phone: customer.tel, text } : null));

// THROWS Argument of type '(customer: { id: number; tel: string; email: string | null; }) => Promise<{ phone: string; text: string; }>' is not assignable to parameter of type '((customer: { id: number; tel: string; email: string | null; }) => Promise<{ phone: string; text: string; }>) & Rule<"a mapper gave a promise: .to(await Promise.all(rows.map(toRecipient)))">'.
//   Type '(customer: { id: number; tel: string; email: string | null; }) => Promise<{ phone: string; text: string; }>' is not assignable to type 'Rule<"a mapper gave a promise: .to(await Promise.all(rows.map(toRecipient)))">'.
texts.to(customers, async (customer) => ({ phone: customer.tel, text }));

// Personal buttons.

// THROWS Argument of type 'string[]' is not assignable to parameter of type 'Rule<"a personal button takes { phone, text, link }: .to([{ phone, text, link }]), or .to(rows, (row) => ({ phone, text, link }))">'.
//   Property '[rule]' is missing in type 'string[]' but required in type 'Rule<"a personal button takes { phone, text, link }: .to([{ phone, text, link }]), or .to(rows, (row) => ({ phone, text, link }))">'.
buttons.to(phones);

// THROWS Type '{ phone: string; text: string; }' is not assignable to type 'ButtonRecipient & Rule<"a personal button takes { phone, text, link }: .to([{ phone, text, link }]), or .to(rows, (row) => ({ phone, text, link }))">'.
//   Property 'link' is missing in type '{ phone: string; text: string; }' but required in type 'ButtonRecipient'.
buttons.to([{ phone: text, text }]);

// THROWS Type 'string' is not assignable to type 'Rule<"a link is an absolute http(s) URL without spaces, visible or not: write 'https://shop.example.com/sale'">'.
buttons.to([{ phone: text, text, link: 'shop' }]);

// THROWS Type 'string' is not assignable to type 'Rule<"a phone is 7 to 15 digits, country code first, no plus, spaces or leading zero: write '375291111111'">'.
// THROWS Type 'string' is not assignable to type 'Rule<"a text is not empty: write one">'.
// THROWS Type 'string' is not assignable to type 'Rule<"a link is an absolute http(s) URL without spaces, visible or not: write 'https://shop.example.com/sale'">'.
buttons.to([{ phone: '375 29 111-11-11', text: '', link: 'shop' }]);

// THROWS Object literal may only specify known properties, and 'url' does not exist in type 'ButtonRecipient & Rule<"a personal button takes { phone, text, link }: .to([{ phone, text, link }]), or .to(rows, (row) => ({ phone, text, link }))">'.
buttons.to([{ phone: text, text, url }]);

// THROWS Argument of type '(customer: { id: number; tel: string; email: string | null; }) => { phone: string; text: string; }' is not assignable to parameter of type '((customer: { id: number; tel: string; email: string | null; }) => { phone: string; text: string; }) & Rule<"a personal button takes { phone, text, link }: .to([{ phone, text, link }]), or .to(rows, (row) => ({ phone, text, link }))">'.
//   Type '(customer: { id: number; tel: string; email: string | null; }) => { phone: string; text: string; }' is not assignable to type 'Rule<"a personal button takes { phone, text, link }: .to([{ phone, text, link }]), or .to(rows, (row) => ({ phone, text, link }))">'.
buttons.to(customers, (customer) => ({ phone: customer.tel, text }));

// More recipients, of another kind.

// THROWS Argument of type 'string[]' is not assignable to parameter of type 'Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
//   Property '[rule]' is missing in type 'string[]' but required in type 'Rule<"a personal text takes { phone, text }: .to([{ phone, text }]), or .to(rows, (row) => ({ phone, text }))">'.
texts.to([{ phone: text, text }]).to(phones);

// THROWS Object literal may only specify known properties, and 'phone' does not exist in type 'Rule<"a bulk mailing takes phones: .to([phone]), or .to(rows, (row) => row.phone)">'.
bulk.to(phones).to([{ phone: text, text }]);
