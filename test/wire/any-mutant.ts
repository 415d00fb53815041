import fc from 'fast-check';

/** A place in a JSON value: the keys that lead to it. */
export type Place = readonly (string | number)[];

/** Every place in a JSON value, its root among them. */
export function places(json: unknown, place: Place = []): Place[] {
  if (typeof json !== 'object' || json === null) return [place];
  const inside = Array.isArray(json)
    ? json.flatMap((item, index) => places(item, [...place, index]))
    : Object.entries(json).flatMap(([key, value]) => places(value, [...place, key]));
  return [place, ...inside];
}

/** The value at a place. */
export function valueAt(json: any, place: Place): any {
  return place.reduce((value, key) => value[key], json);
}

/** A copy of a JSON value with another one at a place. `undefined` takes it out. */
export function changed(json: unknown, place: Place, value: unknown): unknown {
  if (place.length === 0) return value;
  const copy = structuredClone(json) as any;
  const holder = valueAt(copy, place.slice(0, -1));
  const key = place.at(-1) as string | number;
  if (value !== undefined) holder[key] = value;
  else if (Array.isArray(holder)) holder.splice(key as number, 1);
  else delete holder[key];
  return copy;
}

const edges = [
  '',
  ' ',
  '0',
  '444',
  'bulk',
  'personal',
  'text',
  'image',
  'button',
  'Bulk',
  '123456',
  '1234567',
  '123456789012345',
  '1234567890123456',
  '0375291111111',
  '+375291111111',
  '375 29 111 11 11',
  '80291111111',
  '37529111111',
  '79161234567',
  '791612345678',
  '37912345',
  '6841234567',
  ' \t\n',
  '\u200b\u2060\u00ad',
  '\u2800x',
  '2026-11-27T10:00:00Z',
  '٣٧٥٢٩١١١١١١١',
  '2024-02-29T00:00:00',
  '2023-02-29T00:00:00',
  '1900-02-29T00:00:00',
  '2000-02-29T23:59:59',
  '2024-10-30T24:00:00',
  '2024-10-30 22:56:00',
  'https://a.by/'.padEnd(150, 'x'),
  'https://a.by/'.padEnd(151, 'x'),
  'http://localhost/i.png',
  'http://a.localhost./i.png',
  'http://10.0.0.1/i.png',
  'http://172.15.0.1/i.png',
  'http://172.16.0.1/i.png',
  'http://100.64.0.1/',
  'http://198.20.0.1/',
  'http://224.0.0.1/',
  'http://shop.TEST/',
  'http://shop.test.by/',
  'http://minio.svc.cluster.local/i.png',
  'http://[::1]/i.png',
  'http://1.2.3.4.5/',
  'http://a..by/',
  'http://a.by:65535/',
  'http://a.by:65536/',
  'https://user@a.by/i.png',
  'ftp://a.by/i.png',
  'https://a.by/a b',
  'https://a.by/\u00a0',
  '//a.by/i.png',
  'my-token',
  'my token',
  'ключ',
];

const anyReplacement: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...edges) },
  { weight: 1, arbitrary: fc.constantFrom(null, true, false, 0, 1, -1, 444, 375291111111, 1.5) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      [],
      {},
      [[]],
      [{}],
      ['375291111111'],
      { type: 'text' },
      { phone: '375291111111', text: 'T' },
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

const anyKey = fc.constantFrom(
  'text',
  'phone',
  'link',
  'button_link',
  'image_url',
  'caption',
  'name',
  'type',
  'schedule_time',
  'alphaname_id',
  'toString',
  'constructor',
  'hasOwnProperty',
  'ключ',
  '',
);

/** What JSON becomes where one thing in it is taken out, put in, replaced, or edited by a character. */
export function anyMutant(json: unknown): fc.Arbitrary<unknown> {
  const anyPlace = fc.constantFrom(...places(json));
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(anyPlace, anyReplacement).map(([place, value]) => changed(json, place, value)) },
    { weight: 2, arbitrary: anyPlace.filter((place) => place.length > 0).map((place) => changed(json, place, undefined)) },
    {
      weight: 2,
      arbitrary: fc.tuple(anyPlace, anyKey, anyReplacement).map(([place, key, value]) => {
        const holder = valueAt(json, place);
        if (typeof holder !== 'object' || holder === null) return json;
        return changed(json, place, Array.isArray(holder) ? [...holder, value] : { ...holder, [key]: value });
      }),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(anyPlace, fc.nat(200), fc.nat(2), fc.string({ unit: 'binary', maxLength: 1 }))
        .map(([place, at, length, inserted]) => {
          const text = valueAt(json, place);
          if (typeof text !== 'string') return json;
          const characters = [...text];
          characters.splice(at % (characters.length + 1), length, inserted);
          return changed(json, place, characters.join(''));
        }),
    },
  );
}
