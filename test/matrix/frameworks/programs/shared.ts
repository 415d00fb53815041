import { strictEqual } from 'node:assert/strict';
import { mailing } from 'viber-mailing';

/** A faultless mailing, and one with two faults: a phone with a plus, and an image on a private host. */
export const good = mailing()
  .from('444')
  .bulk()
  .image('https://shop.example.com/sale.jpg')
  .to(['375291111111', '375292222222'])
  .toJSON();
export const bad = { ...good, content: { type: 'image', image_url: 'http://10.0.0.1/sale.jpg' }, delivery_list: ['+375291111111'] };
export const faults = ['content.image_url', 'delivery_list.0'];

export const places = (issues: readonly { readonly path?: readonly unknown[] | undefined }[]) =>
  issues
    .map(({ path = [] }) => path.map((part) => String(Object(part) === part ? (part as { key: unknown }).key : part)).join('.'))
    .sort();

export function same(seen: unknown, wanted: unknown): void {
  strictEqual(JSON.stringify(seen), JSON.stringify(wanted));
}
