import { createClient, InvalidInputError, mailing } from 'viber-mailing';
import { createSandbox } from 'viber-mailing/sandbox';
import { describe, expect, it } from 'vitest';
import { mailingRules, sandboxRules } from '../../src/wire/rules.js';
import { faults as faultsOf, untyped } from '../wire/thrown.js';

describe('a fault that the sandbox does not know', () => {
  const codes = (fault: unknown) => faultsOf(() => createSandbox().failNext(untyped(fault)));

  it.each(['refuse', 'toString', '__proto__', '', undefined, null, 7, true, () => 'hang'])('is refused: %s', (fault) => {
    expect(codes(fault)).toEqual([': fault_unknown']);
  });

  it('is refused with every fault of an answer', () => {
    expect(codes({ status: 99, body: () => 'text', retryAfter: 0.5, retryafter: 1 })).toEqual([
      'retryafter: unknown_option',
      'status: fault_status',
      'retryAfter: fault_retry_after',
      'body: fault_body',
    ]);
  });

  it.each([204, 205, 304])('is refused with a body where the status has none: %i', (status) => {
    expect(codes({ status, body: 'text' })).toEqual(['body: fault_body']);
    expect(() => createSandbox().failNext({ status })).not.toThrow();
  });

  it.each([undefined, 199, 600, 200.5, '200', Number.NaN])('is refused by its status: %s', (status) => {
    expect(codes({ status })).toEqual(['status: fault_status']);
  });

  it.each([-1, 1.5, '7', Number.POSITIVE_INFINITY, null])('is refused by its wait: %s', (retryAfter) => {
    expect(codes({ status: 429, retryAfter })).toEqual(['retryAfter: fault_retry_after']);
  });

  it('is refused by a body that JSON cannot hold', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    for (const body of [circle, 7n, Symbol('body'), () => {}]) expect(codes({ status: 200, body })).toEqual(['body: fault_body']);
  });

  it.each([0, -1, 1.5, '3', null, Number.NaN, 1_000_001])('is refused by how often it comes: %s', (times) => {
    expect(faultsOf(() => createSandbox().failNext('hang', untyped({ times })))).toEqual(['times: fault_times']);
  });

  it('is refused with options that are none', () => {
    expect(faultsOf(() => createSandbox().failNext('hang', untyped(3)))).toEqual([': options_expected']);
    expect(faultsOf(() => createSandbox().failNext('hang', untyped({ time: 3 })))).toEqual(['time: unknown_option']);
  });

  it('is refused where it throws when it is looked at', () => {
    const status = () => {
      throw new Error('my-token');
    };
    expect(codes(Object.defineProperty({}, 'status', { get: status, enumerable: true }))).toContain(': unreadable');
  });

  it('fails no request', async () => {
    const sandbox = createSandbox();
    expect(() => sandbox.failNext(untyped('refuse'))).toThrow(InvalidInputError);
    const client = createClient({ token: 'my-token', fetch: sandbox.fetch });
    await client.send(mailing().from('444').bulk().text('Hello').to(['375291111111']));
    expect(sandbox.requests).toHaveLength(1);
  });

  it('does not compile', () => {
    const sandbox = createSandbox();
    // @ts-expect-error not one of the names
    expect(() => sandbox.failNext('refuse')).toThrow(sandboxRules.fault_unknown);
    // @ts-expect-error no such key
    expect(() => sandbox.failNext({ status: 500, headers: {} })).toThrow(mailingRules.unknown_option);
  });
});
