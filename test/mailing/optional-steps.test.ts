import { mailing } from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { untyped } from '../wire/thrown.js';

type Step = (stage: any) => unknown;

const image = 'https://a.by/i.png';
const phones = ['375291111111'];
const kinds: Record<string, { steps: Step[]; json: string }> = {
  'a bulk text': {
    steps: [(stage) => stage.bulk(), (stage) => stage.text('T'), (stage) => stage.to(phones)],
    json: '"content":{"type":"text","text":"T"},"delivery_list":["375291111111"]}',
  },
  'a bulk image': {
    steps: [(stage) => stage.bulk(), (stage) => stage.image(image), (stage) => stage.to(phones)],
    json: '"content":{"type":"image","image_url":"https://a.by/i.png"},"delivery_list":["375291111111"]}',
  },
  'a bulk button': {
    steps: [
      (stage) => stage.bulk(),
      (stage) => stage.button({ caption: 'C', link: 'https://a.by/l', image, text: 'T' }),
      (stage) => stage.to(phones),
    ],
    json: '"content":{"type":"button","image_url":"https://a.by/i.png","button_link":"https://a.by/l","caption":"C","text":"T"},"delivery_list":["375291111111"]}',
  },
  'a personal text': {
    steps: [(stage) => stage.personal(), (stage) => stage.text(), (stage) => stage.to([{ phone: '375291111111', text: 'T' }])],
    json: '"content":{"type":"text"},"delivery_list":[{"phone":"375291111111","text":"T"}]}',
  },
  'a personal button': {
    steps: [
      (stage) => stage.personal(),
      (stage) => stage.button({ caption: 'C', image }),
      (stage) => stage.to([{ phone: '375291111111', text: 'T', link: 'https://a.by/l' }]),
    ],
    json: '"content":{"type":"button","image_url":"https://a.by/i.png","caption":"C"},"delivery_list":[{"phone":"375291111111","text":"T","button_link":"https://a.by/l"}]}',
  },
};

const optional: Record<string, Step> = {
  from: (stage) => stage.from('444'),
  named: (stage) => stage.named('Sale'),
  at: (stage) => stage.at('2026-11-27T10:00:00'),
};

const orders = [
  ['from', 'named', 'at'],
  ['from', 'at', 'named'],
  ['named', 'from', 'at'],
  ['named', 'at', 'from'],
  ['at', 'from', 'named'],
  ['at', 'named', 'from'],
];

describe.each(Object.entries(kinds))('%s', (_, { steps, json }) => {
  const type = json.includes('"delivery_list":["') ? 'bulk' : 'personal';

  /** Walks the chain; `placed` says before which step (3: after the last) each optional step is taken. */
  function walk(placed: Record<string, number>, order: readonly string[]): string {
    let stage: unknown = mailing();
    for (let position = 0; position <= steps.length; position++) {
      for (const name of order) if (placed[name] === position) stage = optional[name]?.(stage);
      stage = position < steps.length ? steps[position]?.(stage) : stage;
    }
    return JSON.stringify(stage);
  }

  it('takes the sender, the name and the schedule at every stage and in any order, to the same bytes', () => {
    const expected = `{"alphaname_id":"444","name":"Sale","message_type":"${type}","schedule_time":"2026-11-27T10:00:00",${json}`;
    const written = new Set<string>();
    for (const from of [0, 1, 2, 3])
      for (const named of [0, 1, 2, 3])
        for (const at of [0, 1, 2, 3]) for (const order of orders) written.add(walk({ from, named, at }, order));
    expect([...written]).toEqual([expected]);
  });

  it('leaves out what was not set', () => {
    expect(walk({}, [])).toBe(`{"message_type":"${type}",${json}`);
    expect(walk({ from: 2 }, ['from'])).toBe(`{"alphaname_id":"444","message_type":"${type}",${json}`);
    expect(walk({ named: 1 }, ['named'])).toBe(`{"name":"Sale","message_type":"${type}",${json}`);
    expect(walk({ at: 3 }, ['at'])).toBe(`{"message_type":"${type}","schedule_time":"2026-11-27T10:00:00",${json}`);
  });

  it('lets the last sender, name and schedule win, at whatever stages they were set', () => {
    for (const first of [0, 1, 2, 3])
      for (let last = first; last <= 3; last++) {
        let stage: any = mailing('First');
        for (let position = 0; position <= steps.length; position++) {
          if (position === first) stage = stage.from('1').named('Second').at('2025-01-01T00:00:00');
          if (position === last) stage = stage.from('444').named('Sale').at('2026-11-27T10:00:00');
          stage = position < steps.length ? steps[position]?.(stage) : stage;
        }
        expect(JSON.stringify(stage)).toBe(
          `{"alphaname_id":"444","name":"Sale","message_type":"${type}","schedule_time":"2026-11-27T10:00:00",${json}`,
        );
      }
  });
});

it('takes the name where the mailing begins', () => {
  expect(mailing('Sale').bulk().text('T').to(phones).toJSON().name).toBe('Sale');
  expect(mailing(undefined).bulk().text('T').to(phones).toJSON()).not.toHaveProperty('name');
});

it('makes no difference between the two ways of naming a mailing', () => {
  const begun = mailing('Sale').bulk().text('T').to(phones);
  const named = mailing().bulk().text('T').to(phones).named('Sale');
  expect(JSON.stringify(begun)).toBe(JSON.stringify(named));
});

it('sets a sender conditionally in plain code', () => {
  for (const shop of [{ id: '17' }, undefined]) {
    let draft = mailing('x');
    if (shop) draft = draft.from(shop.id);
    expect(untyped(draft.bulk().text('T').to(phones).toJSON()).alphaname_id).toBe(shop?.id);
  }
});
