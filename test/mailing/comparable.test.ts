import assert from 'node:assert';
import { expect as chaiExpect } from 'chai';
import { expect, vi } from 'vitest';
import { comparesMailings } from './comparable.js';

comparesMailings({
  'toEqual of vitest': (a, b) => expect(a).toEqual(b),
  'toStrictEqual of vitest': (a, b) => expect(a).toStrictEqual(b),
  'toHaveBeenCalledWith of vitest': (a, b) => {
    const send = vi.fn();
    send(a);
    expect(send).toHaveBeenCalledWith(b);
  },
  'deepStrictEqual of node:assert': (a, b) => assert.deepStrictEqual(a, b),
  'deepEqual of node:assert': (a, b) => assert.deepEqual(a, b),
  'deep.equal of chai': (a, b) => chaiExpect(a).to.deep.equal(b),
});
