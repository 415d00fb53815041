import fc from 'fast-check';
import { type LureName, lures } from './lures.ts';

/** How a value is made: plain data, so that a run can be repeated and a failure be read. */
export type Recipe =
  | { readonly plain: unknown }
  | { readonly lure: LureName; readonly within: Recipe }
  | { readonly sample: 'request' | 'mailing' | 'rows' | 'options'; readonly edits: readonly Edit[] };

/** A change to a sample: which of its parts, counted through, and what becomes of it. */
export interface Edit {
  readonly part: number;
  readonly becomes: 'gone' | 'twice' | 'renamed' | Recipe;
}

/** Stands in every string of the values, so that one which gets into an error is found there. */
export const mark = 'Zq9';

/** Stands in every phone of the samples. */
export const markedDigits = '98877';

const keys = [
  ...['token', 'callback_url', 'messages', 'alphaname_id', 'name', 'message_type', 'schedule_time', 'content', 'delivery_list'],
  ...['type', 'text', 'image_url', 'button_link', 'caption', 'phone', 'link', 'image', 'from', 'callbackUrl', 'onInvalid', 'retry'],
  ...['uuid', 'success', 'error', 'toJSON', 'then', 'constructor', 'length', 'href', 'searchParams', 'signal', 'timeout', 'fetch'],
  ...['__proto__', '~internal', '~standard', `${mark} key`, ''],
];

const strings = fc.oneof(
  fc.constantFrom(
    'bulk',
    'personal',
    'text',
    'image',
    'button',
    'OK',
    '444',
    '0',
    '',
    '375291111111',
    '2026-11-27T10:00:00',
    'Europe/Minsk',
  ),
  fc.string({ maxLength: 12, unit: 'binary' }).map((text) => `${mark}${text}`),
  fc.constantFrom(
    `https://${mark}.example.com/a.jpg`,
    `http://10.0.0.1/${mark}`,
    `https://[::1]/${mark}`,
    `${mark} \ud83d`,
    `+37529${markedDigits}`,
  ),
);

const plain = fc.anything({
  maxDepth: 3,
  maxKeys: 6,
  key: fc.constantFrom(...keys),
  values: [strings, strings, fc.integer(), fc.double(), fc.boolean(), fc.constantFrom(null, undefined)],
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});

/** Any value, as a recipe. */
export const recipes: fc.Arbitrary<Recipe> = fc.letrec<{ any: Recipe; leaf: Recipe; lured: Recipe; edited: Recipe }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    { arbitrary: tie('lured'), weight: 2 },
    { arbitrary: tie('edited'), weight: 4 },
  ),
  leaf: plain.map((value) => ({ plain: value })),
  lured: fc.record({ lure: fc.constantFrom(...(Object.keys(lures) as LureName[])), within: tie('any') }, { noNullPrototype: true }),
  edited: fc.record(
    {
      sample: fc.constantFrom('request', 'request', 'mailing', 'rows', 'options'),
      edits: fc.array(
        fc.record(
          { part: fc.nat(200), becomes: fc.oneof(fc.constantFrom('gone', 'twice', 'renamed'), tie('any')) },
          { noNullPrototype: true },
        ),
        { maxLength: 3 },
      ),
    },
    { noNullPrototype: true },
  ),
})).any as fc.Arbitrary<Recipe>;
