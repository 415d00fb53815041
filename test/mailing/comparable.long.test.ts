import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, assert } from 'vitest';
import { installPackages } from '../tools/packages.js';
import { comparesMailings } from './comparable.js';

const folder = installPackages([
  'expect@30.5.2',
  'expect29@npm:expect@29.7.0',
  'jest-mock@30.5.2',
  'sinon@22.1.0',
  'lodash@4.18.1',
]);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const load = createRequire(join(folder, 'package.json'));
const { expect: jest } = load('expect');
const { expect: jest29 } = load('expect29');
const { fn } = load('jest-mock');
const sinon = load('sinon');
const lodash = load('lodash');

comparesMailings({
  'toEqual of Jest 30': (a, b) => jest(a).toEqual(b),
  'toStrictEqual of Jest 30': (a, b) => jest(a).toStrictEqual(b),
  'toHaveBeenCalledWith of Jest 30': (a, b) => {
    const send = fn();
    send(a);
    jest(send).toHaveBeenCalledWith(b);
  },
  'toEqual of Jest 29': (a, b) => jest29(a).toEqual(b),
  'toStrictEqual of Jest 29': (a, b) => jest29(a).toStrictEqual(b),
  'calledWith of Sinon': (a, b) => {
    const send = sinon.fake();
    send(a);
    sinon.assert.calledWith(send, b);
  },
  'isEqual of Lodash': (a, b) => assert(lodash.isEqual(a, b)),
});
