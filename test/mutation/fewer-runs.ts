import fc from '../../node_modules/fast-check/lib/fast-check.js';

/** fast-check with few runs of each property: every mutant runs them all. */
function assert(property: Parameters<typeof fc.assert>[0], parameters?: object) {
  return fc.assert(property, { ...parameters, numRuns: 40 });
}

export default { ...fc, assert };
