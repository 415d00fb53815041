import imports from 'eslint-plugin-import';
import n from 'eslint-plugin-n';

const rules = [
  'import/no-unresolved',
  'import/named',
  'import/namespace',
  'import/export',
  'import/no-extraneous-dependencies',
  'n/no-missing-import',
  'n/no-extraneous-import',
];

// With the resolvers that they have by default.
export default [{ plugins: { import: imports, n }, rules: Object.fromEntries(rules.map((rule) => [rule, 'error'])) }];
