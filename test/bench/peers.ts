import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mailing } from 'viber-mailing';
import { installPackages } from '../tools/packages.ts';
import { collect, compared, ratioOf, repeated } from './measure.ts';
import { type Peer, peers } from './table.ts';

/**
 * Other libraries in the same place. Schemas check the JSON of a mailing as an object literal, which is then written; builders
 * of other messengers make about the same message of theirs, against its JSON as an object literal.
 */
const folder = installPackages(Object.entries(peers).map(([name, version]) => `${name}@${version}`));
try {
  await compare();
} finally {
  rmSync(folder, { recursive: true });
}

async function compare(): Promise<void> {
  const { object, literal, string, array, regex, minLength, maxLength, url, pipe, parse } = await load('valibot');
  const { z } = await load('zod');
  const { type } = await load('arktype');
  const slack = await load('slack-block-builder');
  const discord = await load('@discordjs/builders');

  const digits = /^[1-9][0-9]{6,14}$/;
  const image = 'https://shop.example.com/sale.jpg';
  const link = 'https://shop.example.com/sale';
  const head = { alphaname_id: '444', name: 'Sale' };
  const two = ['375291111111', '375292222222'];
  // No spread, which takes longer than the rest.
  const saleByHand = () => ({
    alphaname_id: '444',
    name: 'Sale',
    message_type: 'bulk',
    content: { type: 'button', image_url: image, button_link: link, caption: 'Buy', text: 'Half price' },
    delivery_list: two,
  });

  const v = {
    id: pipe(string(), regex(/^\d+$/)),
    text: pipe(string(), minLength(1)),
    link: pipe(string(), url(), maxLength(150)),
    phones: array(pipe(string(), regex(digits))),
  };
  const valibotHead = { alphaname_id: v.id, name: v.text };
  const zText = z.string().min(1);
  const zHead = { alphaname_id: z.string().regex(/^\d+$/), name: zText };
  const arkHead = { alphaname_id: /^\d+$/, name: 'string > 0' };
  const ark = { phone: digits, link: 'string.url <= 150' };
  /** What each of them checks, and how. */
  const checks: Record<'small' | 'phones' | 'texts', Record<string, (value: unknown) => unknown>> = {
    small: {
      valibot: checking(
        object({
          ...valibotHead,
          message_type: literal('bulk'),
          content: object({ type: literal('button'), image_url: v.link, button_link: v.link, caption: v.text, text: v.text }),
          delivery_list: v.phones,
        }),
      ),
      zod: parsing(
        z.object({
          ...zHead,
          message_type: z.literal('bulk'),
          content: z.object({
            type: z.literal('button'),
            image_url: z.url(),
            button_link: z.url().max(150),
            caption: zText,
            text: zText,
          }),
          delivery_list: z.array(z.string().regex(digits)),
        }),
      ),
      arktype: asserting(
        type({
          ...arkHead,
          message_type: "'bulk'",
          content: { type: "'button'", image_url: 'string.url', button_link: ark.link, caption: 'string > 0', text: 'string > 0' },
          delivery_list: type(digits).array(),
        }),
      ),
    },
    phones: {
      valibot: checking(
        object({
          ...valibotHead,
          message_type: literal('bulk'),
          content: object({ type: literal('text'), text: v.text }),
          delivery_list: v.phones,
        }),
      ),
      zod: parsing(
        z.object({
          ...zHead,
          message_type: z.literal('bulk'),
          content: z.object({ type: z.literal('text'), text: zText }),
          delivery_list: z.array(z.string().regex(digits)),
        }),
      ),
      arktype: asserting(
        type({
          ...arkHead,
          message_type: "'bulk'",
          content: { type: "'text'", text: 'string > 0' },
          delivery_list: type(digits).array(),
        }),
      ),
    },
    texts: {
      valibot: checking(
        object({
          ...valibotHead,
          message_type: literal('personal'),
          content: object({ type: literal('text') }),
          delivery_list: array(object({ phone: pipe(string(), regex(digits)), text: v.text })),
        }),
      ),
      zod: parsing(
        z.object({
          ...zHead,
          message_type: z.literal('personal'),
          content: z.object({ type: z.literal('text') }),
          delivery_list: z.array(z.object({ phone: z.string().regex(digits), text: zText })),
        }),
      ),
      arktype: asserting(
        type({
          ...arkHead,
          message_type: "'personal'",
          content: { type: "'text'" },
          delivery_list: type({ phone: digits, text: 'string > 0' }).array(),
        }),
      ),
    },
  };

  function checking(schema: unknown) {
    return (value: unknown) => parse(schema, value);
  }
  function parsing(schema: { parse(value: unknown): unknown }) {
    return (value: unknown) => schema.parse(value);
  }
  function asserting(schema: { assert(value: unknown): unknown }) {
    return (value: unknown) => schema.assert(value);
  }

  // Small messages.
  const builder = mailing('Sale').from('444');
  small('viber-mailing', () => builder.bulk().button({ caption: 'Buy', link, image, text: 'Half price' }).to(two), saleByHand);
  for (const [name, check] of Object.entries(checks.small)) small(name, () => check(saleByHand()), saleByHand);
  const { Message, Blocks, Elements } = slack;
  small(
    'slack-block-builder',
    () =>
      Message({ channel: '444', text: 'Sale' })
        .blocks(
          Blocks.Image({ imageUrl: image, altText: 'Sale' }),
          Blocks.Section({ text: 'Half price' }),
          Blocks.Actions().elements(Elements.Button({ text: 'Buy', url: link, actionId: 'buy' })),
        )
        .buildToObject(),
    () => ({
      channel: '444',
      text: 'Sale',
      blocks: [
        { image_url: image, alt_text: 'Sale', type: 'image' },
        { text: { type: 'mrkdwn', text: 'Half price' }, type: 'section' },
        { elements: [{ text: { type: 'plain_text', text: 'Buy' }, url: link, action_id: 'buy', type: 'button' }], type: 'actions' },
      ],
    }),
  );
  const { ActionRowBuilder, ButtonBuilder, EmbedBuilder } = discord;
  small(
    '@discordjs/builders',
    () => ({
      content: 'Sale',
      embeds: [new EmbedBuilder().setDescription('Half price').setImage(image).toJSON()],
      components: [new ActionRowBuilder().addComponents(new ButtonBuilder().setStyle(5).setLabel('Buy').setURL(link)).toJSON()],
    }),
    () => ({
      content: 'Sale',
      embeds: [{ description: 'Half price', image: { url: image } }],
      components: [{ type: 1, components: [{ type: 2, style: 5, label: 'Buy', url: link }] }],
    }),
  );

  // A million recipients.
  const phones = Array.from({ length: 1_000_000 }, (_, i) => String(375_290_000_000 + i));
  const rows = phones.map((phone, i) => ({ phone, text: `Your order is ready, number ${i}` }));
  const bulk = { ...head, message_type: 'bulk', content: { type: 'text', text: 'Half price' }, delivery_list: phones };
  const personal = { ...head, message_type: 'personal', content: { type: 'text' }, delivery_list: rows };
  const text = builder.bulk().text('Half price');
  const notice = builder.personal().text();
  large('phones', 'viber-mailing', () => text.to(phones), bulk);
  for (const [name, check] of Object.entries(checks.phones)) large('phones', name, () => check(bulk), bulk);
  large('texts', 'viber-mailing', () => notice.to(rows), personal);
  for (const [name, check] of Object.entries(checks.texts)) large('texts', name, () => check(personal), personal);
}

/** Of none of them are the types looked at. */
async function load(name: Peer): Promise<any> {
  return import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve(name)).href);
}

function small(library: string, ours: () => unknown, byHand: () => unknown): void {
  same(library, ours, byHand);
  for (const make of [ours, byHand]) repeated(5_000, () => JSON.stringify(make()))();
  compared(
    'small',
    library as Peer,
    ratioOf(
      101,
      repeated(200, () => JSON.stringify(ours())),
      repeated(200, () => JSON.stringify(byHand())),
    ),
  );
}

function large(what: 'phones' | 'texts', library: string, ours: () => unknown, byHand: object): void {
  same(library, ours, () => byHand);
  compared(
    what,
    library as Peer,
    ratioOf(
      5,
      () => JSON.stringify(ours()),
      () => JSON.stringify(byHand),
      collect,
    ),
  );
}

function same(library: string, ours: () => unknown, byHand: () => unknown): void {
  const [made, literal] = [ours, byHand].map((make) => JSON.stringify(make()));
  if (made !== literal) throw new Error(`${library}: not the same JSON\n${made?.slice(0, 500)}\n${literal?.slice(0, 500)}`);
}
