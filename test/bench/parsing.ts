import { mailing, parseRequest, request } from 'viber-mailing';
import { collect, memoryOf, ratioOf, resultOf, row } from './measure.ts';

/** Reading a request of a million recipients, against `JSON.parse` of its text, which comes before. */
const phones = Array.from({ length: 1_000_000 }, (_, i) => String(375_290_000_000 + i));
const rows = phones.map((phone, i) => ({ phone, text: `Your order ${i} is ready` }));
const body = request({ token: 'my-token', from: '444' });
const bulk = JSON.stringify(body.add(mailing().bulk().text('Hello').to(phones)));
const personal = JSON.stringify(body.add(mailing().personal().text().to(rows)));

for (const [what, text, budget] of [
  ['1 M phones', bulk, 2.5],
  ['1 M texts', personal, 2],
] as const) {
  const value = JSON.parse(text);
  const faulty = JSON.parse(text.replaceAll('"375', '"+375'));
  row(
    `${what} read by parseRequest, against JSON.parse`,
    ratioOf(
      11,
      () => parseRequest(value),
      () => JSON.parse(text),
      collect,
    ),
    budget,
  );
  row(
    `${what}, all of them faulty, against faultless ones`,
    ratioOf(
      11,
      () => resultOf(() => parseRequest(faulty)),
      () => parseRequest(value),
      collect,
    ),
    2,
  );
  row(
    `${what}, all of them faulty: memory beyond the value`,
    memoryOf(() => parseRequest(faulty)),
    150,
    ' MB',
  );
}
