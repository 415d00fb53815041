import { readAnswer } from 'viber-mailing';
import { describe, expect, it } from 'vitest';
import { meaningOf } from '../../src/wire/answer.js';

const accepted = { uuid: 'cc9c8043-8caf-11ef-b035-9e8f47954dec', success: 'OK' };
const unknown = { outcome: 'unknown' };
const hostile = () =>
  new Proxy(
    {},
    {
      get: () => {
        throw new Error('no');
      },
    },
  );

describe('an answer from elsewhere', () => {
  it('is accepted as documented', () => {
    expect(readAnswer(accepted)).toEqual({ outcome: 'accepted', uuid: 'cc9c8043-8caf-11ef-b035-9e8f47954dec' });
    expect(readAnswer({ ...accepted, more: 1 })).toEqual({ outcome: 'accepted', uuid: accepted.uuid });
  });

  it('is rejected where it has an error and no uuid', () => {
    expect(readAnswer({ error: 'token is invalid' })).toEqual({ outcome: 'rejected', reason: 'token is invalid' });
    expect(readAnswer({ error: 'x', success: 'OK' })).toEqual({ outcome: 'rejected', reason: 'x' });
    expect(readAnswer({ uuid: null, error: 'x' })).toEqual({ outcome: 'rejected', reason: 'x' });
    expect(readAnswer({ error: { code: 7, text: 'no' } })).toEqual({ outcome: 'rejected', reason: '{"code":7,"text":"no"}' });
    expect(readAnswer({ error: 42 })).toEqual({ outcome: 'rejected', reason: '42' });
  });

  it('is unknown where it says both, or neither', () => {
    expect(readAnswer({ ...accepted, error: 'x' })).toEqual(unknown);
    for (const error of ['', 0, false, null, [], {}]) expect(readAnswer({ error })).toEqual(unknown);
    for (const value of [
      {},
      { success: 'OK' },
      { uuid: accepted.uuid },
      { ...accepted, success: 'ok' },
      { ...accepted, success: true },
    ])
      expect(readAnswer(value)).toEqual(unknown);
    for (const uuid of ['', null, 5, {}, ['x']]) expect(readAnswer({ uuid, success: 'OK' })).toEqual(unknown);
  });

  it('is unknown where it is no object, or cannot be looked at', () => {
    for (const value of [undefined, null, 'OK', 200, true, [], [accepted], JSON.stringify(accepted), () => accepted, hostile()])
      expect(readAnswer(value)).toEqual(unknown);
  });

  it('is rejected without a reason where the error cannot be written', () => {
    const error: { self?: unknown } = {};
    error.self = error;
    expect(readAnswer({ error })).toEqual({ outcome: 'rejected', reason: '' });
  });
});

describe('an answer over HTTP', () => {
  it('is accepted with status 200 alone', () => {
    expect(meaningOf(200, accepted)).toEqual({ outcome: 'accepted', uuid: accepted.uuid });
    for (const status of [100, 201, 202, 204, 299, 301, 302, 304, 307, 500, 502, 503, 599])
      expect(meaningOf(status, accepted)).toEqual(unknown);
  });

  it('is rejected with a status from 400 to 499, whatever it says', () => {
    for (const status of [400, 401, 403, 404, 413, 422, 429, 499]) {
      expect(meaningOf(status, { error: 'no' })).toEqual({ outcome: 'rejected', reason: 'no' });
      expect(meaningOf(status, 'page not found')).toEqual({ outcome: 'rejected', reason: 'page not found' });
      expect(meaningOf(status, { message: 'no' })).toEqual({ outcome: 'rejected', reason: '{"message":"no"}' });
      expect(meaningOf(status, undefined)).toEqual({ outcome: 'rejected', reason: '' });
      expect(meaningOf(status, '')).toEqual({ outcome: 'rejected', reason: '' });
      expect(meaningOf(status, accepted).outcome).toBe('rejected');
    }
  });

  it('is rejected with status 200 where it has an error, and unknown with an error and a status from 300 or 500', () => {
    expect(meaningOf(200, { error: 'no' })).toEqual({ outcome: 'rejected', reason: 'no' });
    for (const status of [301, 307, 500, 503]) expect(meaningOf(status, { error: 'no' })).toEqual(unknown);
  });

  it('is unknown where it is not the documented JSON', () => {
    for (const body of ['<html>OK</html>', '', undefined, null, 5, []]) expect(meaningOf(200, body)).toEqual(unknown);
  });
});
