import {
  type BulkButton,
  type BulkDraft,
  type BulkImage,
  type BulkText,
  type Client,
  type ClientWithSender,
  type Composed,
  createClient,
  type Draft,
  isKind,
  type Mailing,
  type MailingJson,
  type MailingRequest,
  type MailingWithSender,
  mailing,
  type PersonalButton,
  type PersonalText,
  parseMailing,
  type RequestDraft,
  type RequestJson,
  type RequestOptions,
  request,
  type TextRecipient,
} from 'viber-mailing';

interface Shop {
  readonly id?: string;
  readonly name: string;
  readonly photo?: string;
  readonly opens?: Date;
}

/** Steps that are taken under a condition. */
export function greeting(shop: Shop, phones: string[]): Mailing<'phones'> {
  let draft = mailing(shop.name);
  if (shop.id) draft = draft.from(shop.id);
  if (shop.opens) draft = draft.at(shop.opens, 'Europe/Minsk');
  let text = draft.bulk().text(`Welcome to ${shop.name}`);
  if (shop.name.length > 20) text = text.named(shop.name.slice(0, 20));
  return text.to(phones);
}

/** Branches of kinds that take the same recipients. */
export function sale(shop: Shop, phones: Iterable<string>): Mailing {
  const composed = shop.photo ? mailing().bulk().image(shop.photo) : mailing().from('444').bulk().text('Sale');
  return composed.named('Sale').at('2026-11-27T10:00:00').to(phones);
}

export function addressed(composed: BulkText | BulkImage | BulkButton, phones: string[]) {
  return composed.to(phones).to('375291111111').unique();
}

/** Branches of kinds that take different ones. */
export function reminder(withLink: boolean, image: string): Mailing {
  return withLink
    ? mailing()
        .personal()
        .button({ caption: 'Pay', image })
        .to([{ phone: '375291111111', text: 'Your invoice', link: 'https://shop.example.com/1' }])
    : mailing()
        .personal()
        .text()
        .to([{ phone: '375291111111', text: 'Your invoice' }]);
}

/** Helpers keep the stage that they are given. */
export function fromShop<Any extends Draft>(draft: Any) {
  return draft.from('444');
}

export function tonight(stage: Draft | BulkDraft | Composed | Mailing) {
  return stage.at('2026-11-27T20:00:00').named('Tonight');
}

export const stages: readonly [Draft<true>, MailingWithSender<'phones'>] = [
  fromShop(mailing()),
  mailing().bulk().text('Hello').to('375291111111').from(444),
];

export const kept: { text: BulkText; image: BulkImage<true>; notice: PersonalText; invoice: PersonalButton } = {
  text: mailing().bulk().text('Hello'),
  image: mailing().from('444').bulk().image('https://shop.example.com/sale.jpg'),
  notice: mailing().personal().text(),
  invoice: mailing().personal().button({ caption: 'Pay', image: 'https://shop.example.com/invoice.jpg' }),
};

/** Mailings of every kind in one array. */
export function queued(phones: string[], rows: { phone: string; text: string; link: string; city: string }[]): Mailing[] {
  const queue: Mailing[] = [kept.text.to(phones), kept.image.to(new Set(phones))];
  queue.push(
    kept.invoice.to(rows),
    kept.notice.to(rows, ({ phone, text }) => ({ phone, text })),
  );
  return queue.map((one) => one.named('Queued'));
}

/** Recipients from anything that can be iterated. */
export function recipients(byId: Map<number, { tel: string; vip: boolean }>, lines: Generator<string>) {
  return kept.text
    .to(byId.values(), (row) => row.tel)
    .to(byId, ([id, row], index) => (row.vip && id > index ? row.tel : undefined))
    .to(lines, {
      onInvalid: ({ index, issues }) =>
        console.log(
          index,
          issues.map(({ code }) => code),
        ),
    })
    .to(['375291111111', ...lines]);
}
declare const console: { log(...values: unknown[]): void };

/** The parameters and results of steps. */
export type Url = Parameters<BulkDraft['image']>[0];
export const urls: Url[] = ['https://shop.example.com/sale.jpg'];
export type Parts = Parameters<BulkDraft['button']>[0];
export const parts: Parts = { caption: 'Buy', link: 'https://a.by', image: 'https://a.by/x.jpg', text: 'Sale' };
export const bought: ReturnType<BulkDraft['button']> = mailing().bulk().button(parts);
export type When = Parameters<Draft['at']>;
export const schedule = (draft: Draft, ...when: When): Draft => draft.at(...when);

/** Requests and clients, with a sender and without. */
export function requested(options: RequestOptions, mailings: MailingWithSender[]): MailingRequest {
  const draft: RequestDraft = request(options);
  return draft.add(mailings).add(mailings[0] ?? stages[1], new Set(mailings));
}

export async function sent(token: string, some: Mailing[]): Promise<string> {
  const client: ClientWithSender = createClient({ token, from: '444', retry: 0, onRetry: ({ attempt }) => console.log(attempt) });
  const { uuid } = await client.send(some);
  await client.send([...some, kept.text.to('375291111111')]);
  return withoutSender(client, uuid);
}

async function withoutSender(client: Client, uuid: string): Promise<string> {
  const { uuid: other } = await client.send(parseMailing({}).from('444'));
  return uuid + other;
}

/** JSON, as it goes on the wire. */
export const json = {
  alphaname_id: '444',
  message_type: 'bulk',
  content: { type: 'text', text: 'Hello' },
  delivery_list: ['375291111111'],
} satisfies MailingJson;

export const body: RequestJson = { token: 'my-token', messages: [json] };
export const name: string | undefined = kept.text.to(['375291111111']).toJSON().name;
export const sender: string = stages[1].toJSON().alphaname_id;

/** The JSON of a kind. */
export const type: 'personal' = kept.notice.to({ phone: '375291111111', text: 'Soon' }).toJSON().message_type;
export function linkOf(json: MailingJson): string | undefined {
  return isKind(json, 'personal', 'button') ? json.delivery_list[0]?.button_link : undefined;
}

/** A single recipient, and fields of the caller's own. */
export const one = kept.invoice.to({ phone: '375291111111', text: 'Soon', link: 'https://a.by/1', city: 'Minsk' });
export const link: string | undefined = one.toJSON().delivery_list[0]?.button_link;
declare module 'viber-mailing' {
  interface ExtraMailingFields {
    ttl: number;
    tags: readonly string[];
  }
  interface ExtraRequestFields {
    priority: 'high' | 'low';
  }
}
export const extra: MailingRequest = request({ token: 'my-token' })
  .extra({ priority: 'low' })
  .add(mailing().extra({ ttl: 3600 }).from('444').bulk().extra({}).text('Hello').to('375291111111').extra({ ttl: 60, tags: [] }))
  .extra({ priority: 'high' });

/** Moments, known by their shape. */
interface Instant {
  readonly [Symbol.toStringTag]: 'Temporal.Instant';
  readonly epochMilliseconds: number;
}
interface ZonedDateTime {
  readonly [Symbol.toStringTag]: 'Temporal.ZonedDateTime';
  readonly epochMilliseconds: number;
}
interface PlainDateTime {
  readonly [Symbol.toStringTag]: 'Temporal.PlainDateTime';
  toString(): string;
}
export const moments = (instant: Instant | ZonedDateTime | Date, local: PlainDateTime | string, zone: string): Draft =>
  mailing().at(instant, zone).at(local);

/** What has no type, as a driver of a database and JSON.parse give it. */
declare const untyped: any;
export const fromRows: Mailing[] = [
  kept.text.to(untyped, (row) => row.tel),
  kept.notice.to(untyped, ({ tel, name }) => ({ phone: tel, text: `${name}, soon` })),
  kept.invoice.to(untyped.rows, (row, index) => ({ phone: row.tel, text: `${index}`, link: row.link })),
];
export const atOfRow: Draft = mailing().at(untyped.send_at, 'Europe/Minsk').at(untyped.send_at);
export const clientOfConfig: ClientWithSender = createClient(untyped);
export const requestOfConfig: MailingRequest = request(untyped).add(kept.text.to('375291111111'));

/** An id that is branded, and a recipient as its own type says it. */
type ShopId = number & { readonly brand: 'ShopId' };
export const ofShop = (id: ShopId, other: ShopId | string): Draft<true> => mailing().from(id).from(other);
export const noticeTo = (recipient: TextRecipient): Mailing<'texts'> => kept.notice.to(recipient).to([recipient, recipient]);
