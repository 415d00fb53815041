import { createClient, mailing } from 'viber-mailing';
import { describe, expect, test } from 'vitest';
import { answers } from './faults/answers.ts';
import { brokenAnswers } from './faults/broken-answers.ts';
import { connecting } from './faults/connecting.ts';
import type { Fault } from './faults/fault.ts';
import { statuses } from './faults/statuses.ts';
import { underWay } from './faults/under-way.ts';
import { outcomeOf } from './outcome-of.ts';
import { RawServer } from './raw-server.ts';
import { shown } from './shown.ts';

const token = 'Xq7wMZr2Lp9TbVn4';
const notice = mailing()
  .from('444')
  .personal()
  .button({ caption: 'Оплатить', image: 'https://cdn.example.com/Pm3nBv.png' })
  .to([{ phone: '375297654321', text: 'Анна, ваш код 71-93-55', link: 'https://pay.example.com/Qw8rTy6u' }]);
const pieces = [token, 'Xq7wM', '375297654321', '97654', 'Анна', '71-93', 'Qw8rTy', 'Pm3nBv', 'Оплатить'];
const bulky = mailing()
  .from('444')
  .bulk()
  .text('Анна, ваш код 71-93-55')
  .to(Array.from({ length: 500_000 }, (_, index) => String(375_297_000_000 + index)));

/** Where the time must not matter, in milliseconds. */
const patience = 120_000;

describe('before a request is on its way', () => check(connecting));
describe('while a request is on its way', () => check(underWay));
describe('when an answer breaks off', () => check(brokenAnswers));
describe('when an answer is there, by what it says', () => check(answers));
describe('when an answer is there, by its status', () => check(statuses));

function check(faults: readonly Fault[]) {
  // Together, as many wait for a time to be over that is long enough for the slowest machine.
  for (const row of faults) test.concurrent(`${row.fault}: ${row.outcome}`, () => happens(row));
}

async function happens(row: Fault) {
  const server = await RawServer.start(row.server ?? {});
  try {
    const baseUrl = (await row.at?.(server)) ?? server.baseUrl;
    const timeout = row.timeout ?? patience;
    const client = createClient({ token, baseUrl, timeout, retry: 0, fetch: row.fetch });
    const { outcome, error } = await outcomeOf(client.send(row.big ? bulky : notice));
    expect([row.outcome].flat()).toContain(outcome);
    if (row.error !== undefined) expect(error).toMatchObject(row.error);
    await server.calm();
    const [least, most] = typeof row.arrived === 'number' ? [row.arrived, row.arrived] : row.arrived;
    expect(server.bodies.length).toBeGreaterThanOrEqual(least);
    expect(server.bodies.length).toBeLessThanOrEqual(most);
    if (outcome === 'not-sent') expect(server.bodies).toEqual([]);
    for (const [way, text] of Object.entries(shown(error))) for (const piece of pieces) expect(text, way).not.toContain(piece);
  } finally {
    await server.close();
  }
}
