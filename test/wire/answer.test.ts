import { readAnswer } from 'viber-mailing';
import { expect, test } from 'vitest';

const uuid = 'cc9c8043-8caf-11ef-b035-9e8f47954dec';

test('the documented answer is an acceptance with its uuid', () => {
  expect(readAnswer({ uuid, success: 'OK' })).toEqual({ outcome: 'accepted', uuid });
});

test('what stands beside it is ignored', () => {
  expect(readAnswer({ uuid, success: 'OK', balance: 5 })).toEqual({ outcome: 'accepted', uuid });
});

test.each([
  ['null', null],
  ['an empty text', ''],
  ['false', false],
  ['zero', 0],
  ['an empty list', []],
  ['an empty object', {}],
  ['zero as a text', '0'],
  ['a text of blanks', ' \n'],
  ['a list of nothing', [null, '']],
  ['an object of nothing', { code: 0, message: '', details: [{}] }],
])('an error that is %s is none', (_, error) => {
  expect(readAnswer({ uuid, success: 'OK', error })).toEqual({ outcome: 'accepted', uuid });
});

test.each([
  ['a text', 'no money', 'no money'],
  ['an object', { code: 7 }, '{"code":7}'],
  ['a list', ['no', 'money'], '["no","money"]'],
  ['a number', 7, '7'],
  ['true', true, 'true'],
  ['a code alone', { code: 7, message: '' }, '{"code":7,"message":""}'],
])('an error that is %s is a refusal', (_, error, reason) => {
  expect(readAnswer({ error })).toEqual({ outcome: 'rejected', reason });
  expect(readAnswer({ error, uuid: null })).toEqual({ outcome: 'rejected', reason });
});

test.each([
  [{ error: true, message: 'no money' }, '{"error":true,"message":"no money"}'],
  [{ error: 17, message: 'no money', uuid: null }, '{"error":17,"message":"no money","uuid":null}'],
  [{ error: 1, success: false, message: '' }, '1'],
  [{ error: 'no money', code: 17 }, 'no money'],
  [{ error: { text: 'no money' }, code: 17 }, '{"text":"no money"}'],
])('of an error that is a code, the reason is what stands beside it, too: %j', (answer, reason) => {
  expect(readAnswer(answer)).toEqual({ outcome: 'rejected', reason });
});

test('an error that cannot be written is a refusal without a reason', () => {
  const round: Record<string, unknown> = {};
  round['itself'] = round;
  expect(readAnswer({ error: round })).toEqual({ outcome: 'rejected', reason: '' });
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['a text', JSON.stringify({ uuid, success: 'OK' })],
  ['a number', 200],
  ['a list', [{ uuid, success: 'OK' }]],
  ['an empty object', {}],
  ['a uuid alone', { uuid }],
  ['success alone', { success: 'OK' }],
  ['another success', { uuid, success: 'ok' }],
  ['a success that is no text', { uuid, success: true }],
  ['an empty uuid', { uuid: '', success: 'OK' }],
  ['a uuid of blanks', { uuid: ' ', success: 'OK' }],
  ['a uuid that is no text', { uuid: 17, success: 'OK' }],
  ['a uuid and an error', { uuid, error: 'no' }],
  ['all three', { uuid, success: 'OK', error: 'no' }],
  ['an empty uuid and an error', { uuid: '', error: 'no' }],
  ['no error: an empty text', { error: '' }],
  ['no error: false', { success: 'OK', error: false }],
  ['no error: zero', { error: 0 }],
  ['no error: null', { error: null }],
  ['no error: an empty list', { success: 'OK', error: [] }],
  ['no error: an empty object', { success: 'OK', error: {} }],
  ['no error: zero as a text', { error: '0' }],
  ['no error: an object of nothing', { error: { code: 0, message: null } }],
])('%s says nothing for certain', (_, value) => {
  expect(readAnswer(value)).toEqual({ outcome: 'unknown' });
});

test('what throws when it is looked at says nothing, and does not throw', () => {
  const throwing = () => {
    throw new Error('no');
  };
  const getter = Object.defineProperty({ success: 'OK' }, 'uuid', { get: throwing });
  for (const value of [getter, new Proxy({}, { get: throwing }), { error: new Proxy({}, { ownKeys: throwing }) }]) {
    expect(readAnswer(value)).toEqual({ outcome: 'unknown' });
  }
});

test('what changes when it is looked at again is read once', () => {
  let reads = 0;
  const value = {
    success: 'OK',
    get uuid() {
      return reads++ === 0 ? uuid : { not: 'a text' };
    },
  };
  expect(readAnswer(value)).toEqual({ outcome: 'accepted', uuid });
});
