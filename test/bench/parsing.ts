import { mailing, parseRequest, request } from 'viber-mailing';
import { collect, memoryOf, ratioOf, resultOf, row } from './measure.ts';

/** Reading a request of a million recipients, against `JSON.parse` of its text, which comes before. */
const phones = Array.from({ length: 1_000_000 }, (_, i) => String(375_290_000_000 + i));
const rows = phones.map((phone, i) => ({ phone, text: `Your order ${i} is ready` }));
const body = request({ token: 'my-token', from: '444' });
const bulk = JSON.stringify(body.add(mailing().bulk().text('Hello').to(phones)));
const personal = JSON.stringify(body.add(mailing().personal().text().to(rows)));

for (const [what, text] of [
  ['phones', bulk],
  ['texts', personal],
] as const) {
  const value = JSON.parse(text);
  const faulty = JSON.parse(text.replaceAll('"375', '"+375'));
  row(
    `parsed ${what}`,
    ratioOf(
      11,
      () => parseRequest(value),
      () => JSON.parse(text),
      collect,
    ),
  );
  row(
    `parsed faulty ${what}`,
    ratioOf(
      11,
      () => resultOf(() => parseRequest(faulty)),
      () => parseRequest(value),
      collect,
    ),
  );
  row(
    `parsed faulty ${what}, memory`,
    memoryOf(() => parseRequest(faulty)),
  );
}
