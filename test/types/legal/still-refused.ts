import { type BulkImage, createClient, type Draft, type Mailing, mailing, request } from 'viber-mailing';

// Whatever the compiler and its options, the types are there.

declare const phones: string[];
const hello = mailing().bulk().text('Hello');

// @ts-expect-error
mailing().to(phones);
// @ts-expect-error
mailing().personal().image('https://shop.example.com/sale.jpg');
// @ts-expect-error
mailing().from('Shop');
// @ts-expect-error
mailing().at('27.11.2026');
// @ts-expect-error
mailing().at(new Date());
// @ts-expect-error
mailing().bulk().image('sale.jpg');
// @ts-expect-error
hello.to(['+375291111111']);
// @ts-expect-error
hello.to([{ phone: '375291111111' }]);
// @ts-expect-error
request({ token: 'my-token' }).add(hello.to(phones));
// @ts-expect-error
createClient({ token: 'my-token' }).send(hello.to(phones));
// @ts-expect-error
export const draft: Draft<true> = mailing();
// @ts-expect-error
export const image: BulkImage = mailing().bulk();
// @ts-expect-error
export const texts: Mailing<'texts'> = hello.to(phones);
