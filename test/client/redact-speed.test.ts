import type { RequestJson } from 'viber-mailing';
import { expect, test } from 'vitest';
import { redact } from '../../src/client/redact.ts';

const reasonOf = (said: string, request: RequestJson) => redact(said, () => request);

test('a big request takes a time in proportion to it, whatever was said', () => {
  const personal = (size: number): RequestJson => ({
    token: '9f86d081884c7d659a2feaa0c55ad015',
    messages: [
      {
        alphaname_id: '1',
        message_type: 'personal',
        content: { type: 'text' },
        delivery_list: Array.from({ length: size }, (_, index) => ({
          phone: String(375_290_000_000 + index),
          text: `Уважаемый клиент № ${index}, Ваш заказ готов к выдаче`,
        })),
      },
    ],
  });
  const small = personal(2_000);
  const big = personal(20_000);
  const said = JSON.stringify(big.messages[0]?.delivery_list.slice(10_000, 10_020));
  const time = (request: RequestJson) => {
    const started = performance.now();
    reasonOf(said, request);
    return performance.now() - started;
  };
  time(small);
  const [first, second] = [Math.min(time(small), time(small), time(small)), Math.min(time(big), time(big), time(big))];
  expect(second / first).toBeLessThan(60);
  expect(reasonOf(said, big)).toMatch(
    /^\[\{"phone":"messages\[0\]\.delivery_list\[10000\]\.phone","text":"messages\[0\]\.delivery_list\[10000\]\.text"/,
  );
});
