import { expect, it } from 'vitest';
import { meaningOf } from '../../src/wire/answer.js';

const accepted = { uuid: 'cc9c8043-8caf-11ef-b035-9e8f47954dec', success: 'OK' };
const unknown = { outcome: 'unknown' };

it('an answer is accepted with status 200 alone', () => {
  expect(meaningOf(200, accepted)).toEqual({ outcome: 'accepted', uuid: accepted.uuid });
  for (const status of [100, 201, 202, 204, 299, 301, 302, 304, 307, 500, 502, 503, 599])
    expect(meaningOf(status, accepted)).toEqual(unknown);
});

it('it is rejected with a status from 400 to 499, whatever it says', () => {
  for (const status of [400, 401, 403, 404, 413, 422, 429, 499]) {
    expect(meaningOf(status, { error: 'no' })).toEqual({ outcome: 'rejected', reason: 'no' });
    expect(meaningOf(status, 'page not found')).toEqual({ outcome: 'rejected', reason: 'page not found' });
    expect(meaningOf(status, { message: 'no' })).toEqual({ outcome: 'rejected', reason: '{"message":"no"}' });
    expect(meaningOf(status, undefined)).toEqual({ outcome: 'rejected', reason: '' });
    expect(meaningOf(status, accepted).outcome).toBe('rejected');
  }
});

it('a refusal whose error is empty is worded by the whole body', () => {
  for (const error of [null, '', {}])
    expect(meaningOf(400, { error })).toEqual({ outcome: 'rejected', reason: JSON.stringify({ error }) });
});

it('a refusal that says nothing in words has an empty reason', () => {
  const inItself: Record<string, unknown> = {};
  inItself['body'] = inItself;
  for (const body of [null, undefined, '', () => 'no', inItself])
    expect(meaningOf(400, body)).toEqual({ outcome: 'rejected', reason: '' });
});

it('an error is a refusal with status 200, and says nothing with one from 300 or 500', () => {
  expect(meaningOf(200, { error: 'no' })).toEqual({ outcome: 'rejected', reason: 'no' });
  for (const status of [301, 307, 500, 503]) expect(meaningOf(status, { error: 'no' })).toEqual(unknown);
});

it('a body that is not the documented JSON says nothing with status 200', () => {
  for (const body of ['<html>OK</html>', '', undefined, null, 5, []]) expect(meaningOf(200, body)).toEqual(unknown);
});
