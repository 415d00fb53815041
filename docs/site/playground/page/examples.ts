/** A program to start from. */
export interface Example {
  readonly title: string;
  readonly code: string;
}

export const examples: readonly Example[] = [
  {
    title: 'Bulk image',
    code: `import { mailing } from 'viber-mailing';

const sale = mailing('Black Friday')
  .from('444')
  .bulk()
  .image('https://shop.example.com/sale.jpg')
  .to(['375291111111', '375292222222']);
`,
  },
  {
    title: 'Bulk text',
    code: `import { mailing } from 'viber-mailing';

const hours = mailing()
  .bulk()
  .text('We are open until *22:00* today')
  .to(['375291111111', '375292222222']);
`,
  },
  {
    title: 'Bulk button',
    code: `import { mailing } from 'viber-mailing';

const sale = mailing('Black Friday')
  .bulk()
  .button({
    caption: 'To the shop',
    link: 'https://shop.example.com/sale',
    image: 'https://shop.example.com/sale.jpg',
    text: 'Everything at *half price*',
  })
  .to(['375291111111', '375292222222']);
`,
  },
  {
    title: 'Personal text',
    code: `import { mailing } from 'viber-mailing';

const notices = mailing('Orders')
  .personal()
  .text()
  .to([
    { phone: '375291111111', text: 'Anna, your order is ready' },
    { phone: '375292222222', text: 'Boris, your order is on its way' },
  ]);
`,
  },
  {
    title: 'Personal button',
    code: `import { mailing } from 'viber-mailing';

const invoices = mailing('Invoices')
  .personal()
  .button({ caption: 'Pay', image: 'https://shop.example.com/invoice.jpg' })
  .to([
    {
      phone: '375291111111',
      text: 'Anna, your invoice',
      link: 'https://shop.example.com/pay/17',
    },
  ]);
`,
  },
  {
    title: 'A mistake: a personal image',
    code: `import { mailing } from 'viber-mailing';

// The API has no images in personal mailings.
// The compiler says so, and the step throws the same.
const greeting = mailing()
  .personal()
  .image('https://shop.example.com/birthday.jpg');
`,
  },
  {
    title: 'A mistake: phones as people write them',
    code: `import { mailing } from 'viber-mailing';

// What stands in the code is checked as you type.
const hello = mailing()
  .bulk()
  .text('Hello')
  .to(['375291111111', '+375 29 222-22-22']);
`,
  },
  {
    title: 'A mistake that is known at run time only',
    code: `import { mailing } from 'viber-mailing';

// What is known at run time only is checked when it arrives,
// before anything is sent, and all faults are said at once.
const phones: string[] = '375291111111;+375292222222;0'.split(';');

const hello = mailing().bulk().text('Hello').to(phones);
`,
  },
  {
    title: 'A schedule in a time zone',
    code: `import { mailing } from 'viber-mailing';

// A moment needs the zone in which the account's clock runs.
const moment = new Date('2026-11-27T07:00:00Z');

const sale = mailing('Black Friday')
  .at(moment, 'Europe/Minsk')
  .bulk()
  .text('The sale begins *now*')
  .to(['375291111111']);
`,
  },
  {
    title: 'Rows of a database',
    code: `import { mailing } from 'viber-mailing';

const customers = [
  { tel: '375291111111', name: 'Anna', subscribed: true },
  { tel: '+375 29 222-22-22', name: 'Boris', subscribed: true },
  { tel: '375293333333', name: 'Vera', subscribed: false },
];

const notices = mailing('Sale')
  .personal()
  .text()
  .to(
    customers,
    ({ tel, name, subscribed }) =>
      subscribed
        ? { phone: tel, text: name + ', the sale begins today' }
        : undefined,
    {
      onInvalid: ({ index, issues }) =>
        console.log('row', index, 'is left out:', issues[0]?.message),
    },
  );
`,
  },
  {
    title: 'A request, sent to the sandbox',
    code: `import { createClient, mailing, request } from 'viber-mailing';
import { createSandbox } from 'viber-mailing/sandbox';

const sale = mailing('Black Friday')
  .bulk()
  .image('https://shop.example.com/sale.jpg')
  .to(['375291111111', '375292222222']);

const body = request({ token: 'my-token', from: '444' }).add(sale);

// The sandbox is the API's endpoint in memory: nobody gets a message.
const { fetch } = createSandbox();
const client = createClient({ token: 'my-token', fetch });
const { uuid } = await client.send(body);
console.log('accepted as', uuid);
`,
  },
];
