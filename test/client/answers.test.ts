import { createClient, mailing, OutcomeUnknownError, type RejectedError, request } from 'viber-mailing';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from './outcome-of.ts';
import { documented } from './raw-server.ts';
import { answers, refused, type Step, scripted } from './scripted.ts';

const notice = mailing().from('444').bulk().text('Hello').to(['375291111111']);
const ends = (step: Step, sent: unknown = notice) =>
  outcomeOf(createClient({ token: 'my-token', fetch: scripted(step).fetch, retry: 0 }).send(sent as typeof notice));

/** An answer that comes in pieces, and breaks off after the last one where `broken`. */
const inPieces =
  (status: number, pieces: readonly Uint8Array[], broken = false): Step =>
  async () => {
    const left = [...pieces];
    const pull = (controller: ReadableStreamDefaultController) => {
      const next = left.shift();
      if (next !== undefined) controller.enqueue(next);
      else if (broken) controller.error(new Error('reset'));
      else controller.close();
    };
    return new Response(new ReadableStream({ pull }), { status });
  };
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a refusal', () => {
  test.each([
    [400, 'no money', 'mend the request, nothing was sent to anyone'],
    [401, 'no', 'check the token and what the account may do'],
    [403, 'no', 'check the token and what the account may do'],
    [404, 'no', 'check the base URL'],
    [422, 'no', 'mend the request, nothing was sent to anyone'],
    [429, 'no', 'send again later, and slower'],
    [499, 'no', 'mend the request, nothing was sent to anyone'],
  ])('with status %d says what the server said and the way out', async (status, reason, wayOut) => {
    const { error } = await ends(answers(status, JSON.stringify({ error: reason })));
    expect(error).toMatchObject({ name: 'RejectedError', outcome: 'rejected', status, reason });
    expect(error?.message).toBe(`the API refused the request with status ${status}, saying “${reason}”: ${wayOut}`);
  });

  test('without a word of why says what is known', async () => {
    const { error } = await ends(answers(400, ''));
    expect(error?.message).toBe('the API refused the request with status 400: mend the request, nothing was sent to anyone');
  });

  test('has the text that is no JSON as its reason', async () => {
    expect((await ends(answers(400, 'Bad Request'))).error).toMatchObject({ reason: 'Bad Request' });
  });

  test.each([
    ['a mailing', notice, 'messages[0].delivery_list[0]'],
    ['a request', request({ token: 'its-own' }).add(notice, notice.to('375292222222')), 'messages[1].delivery_list[1]'],
  ])('shows paths in place of the values of %s', async (_, sent, path) => {
    const phone = path.endsWith('[0]') ? '375291111111' : '375292222222';
    const { error } = await ends(answers(400, `{"error":"bad number ${phone}"}`), sent);
    expect((error as RejectedError).reason).toBe(`bad number ${path}`);
  });

  // 'нет денег, 375291111111' in windows-1251.
  const cyrillic = Uint8Array.from([0xed, 0xe5, 0xf2, 0x20, 0xe4, 0xe5, 0xed, 0xe5, 0xe3, ...bytes(', 375291111111')]);
  const labelled = (type: string, body: Uint8Array<ArrayBuffer>) =>
    ends(async () => new Response(body, { status: 400, headers: { 'content-type': type } }));

  test.each(['text/plain; charset=windows-1251', 'text/plain;charset="Windows-1251"; x=1'])(
    'that is no UTF-8 is read by its label: %s',
    async (type) => {
      expect((await labelled(type, cyrillic)).error).toMatchObject({ reason: 'нет денег, messages[0].delivery_list[0]' });
    },
  );

  test.each(['text/plain', 'text/plain; charset=x-unknown'])(
    'that is no UTF-8 is not guessed where its label is %s',
    async (type) => {
      expect((await labelled(type, cyrillic)).error).toMatchObject({ reason: '… …, messages[0].delivery_list[0]' });
    },
  );

  test('that is UTF-8 is read as such, whatever its label', async () => {
    const { error } = await labelled('application/json; charset=windows-1251', bytes('{"error":"нет денег"}'));
    expect(error).toMatchObject({ reason: 'нет денег' });
  });

  test('whose text comes in pieces is read as a whole', async () => {
    const whole = bytes('{"error":"нет денег"}');
    const pieces = Array.from(whole, (_, index) => whole.slice(index, index + 1));
    expect((await ends(inPieces(400, pieces))).error).toMatchObject({ reason: 'нет денег' });
  });

  test.each([400, 499])('with status %d whose text breaks off stays one, without a reason', async (status) => {
    const { error } = await ends(inPieces(status, [bytes('{"error":"n')], true));
    expect(error).toMatchObject({ outcome: 'rejected', status, reason: '' });
  });

  test('is read up to 64 KB', async () => {
    const most = 65_536;
    const fitting = `{"error":"no"}${' '.repeat(most - 14)}`;
    expect((await ends(answers(200, fitting))).outcome).toBe('rejected');
    expect((await ends(answers(200, `${fitting} `))).outcome).toBe('unknown');
    expect((await ends(inPieces(200, [bytes(fitting), bytes(' ')]))).outcome).toBe('unknown');
  });
});

describe('an answer that is not the documented one', () => {
  test.each([200, 204, 302, 399, 500, 503])('is unknown, and says the status %d', async (status) => {
    const { error } = await ends(answers(status, ''));
    expect(error).toBeInstanceOf(OutcomeUnknownError);
    expect(error).toMatchObject({ name: 'OutcomeUnknownError', status });
    expect(error?.message).toBe(
      `the request may have been accepted, the server answered with status ${status} and not as documented: look into the account before sending again, a repeated request is billed twice`,
    );
  });

  test.each([200, 399, 500])('because it breaks off, with status %d, is unknown', async (status) => {
    const { error } = await ends(inPieces(status, [bytes(documented.slice(0, 9))], true));
    expect(error).toMatchObject({ outcome: 'unknown' });
    expect(error?.message).toContain('the answer broke off or cannot be read');
  });
});

test('a request that did not go out says so, and that it is safe to send again', async () => {
  const { error } = await ends(refused);
  expect(error).toMatchObject({ name: 'NotSentError', code: 'ECONNREFUSED' });
  expect(error?.message).toBe('nothing was sent, no connection came about (ECONNREFUSED): it is safe to send again');
  const { error: aborted } = await outcomeOf(createClient({ token: 'my-token' }).send(notice, { signal: AbortSignal.abort() }));
  expect(aborted?.message).toBe('nothing was sent, the caller aborted it before: it is safe to send again');
});
