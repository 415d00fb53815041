import type { RequestJson } from 'viber-mailing';
import { expect, test } from 'vitest';
import { redact } from '../../src/client/redact.ts';

test('each value of a big request is read once, whatever was said', () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => ({
    phone: String(375_290_000_000 + index),
    text: `Уважаемый клиент № ${index}, Ваш заказ готов к выдаче`,
  }));
  const said = JSON.stringify(rows.slice(10_000, 10_020));
  let read = 0;
  const counted = rows.map((row) => new Proxy(row, { get: (...asked) => ++read && Reflect.get(...asked) }));
  const messages = [{ alphaname_id: '1', message_type: 'personal', content: { type: 'text' }, delivery_list: counted }];
  const reason = redact(said, () => ({ token: '9f86d081884c7d659a2feaa0c55ad015', messages }) as RequestJson);
  expect(reason).toMatch(
    /^\[\{"phone":"messages\[0\]\.delivery_list\[10000\]\.phone","text":"messages\[0\]\.delivery_list\[10000\]\.text"/,
  );
  expect(read).toBe(2 * rows.length);
});
