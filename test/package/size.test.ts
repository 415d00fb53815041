import { expect, inject, test } from 'vitest';
import { bundle, bundles } from '../tools/bundle.ts';

// In bytes.
const limits = { mailing: 8_403, 'mailing and request': 9_554, everything: 36_066 } as const;

test.each(bundles.map((each) => ({ ...each, most: limits[each.what] })))(
  '$what is at most $most bytes in a bundle',
  async ({ code, most }) => {
    const { size } = await bundle(code, inject('userFolder'));
    expect(size).toBeLessThanOrEqual(most);
  },
);

test('what only composes holds no dependency', async () => {
  const { modules } = await bundle("export { mailing, request } from 'viber-mailing'", inject('userFolder'));
  expect(modules).toEqual(['viber-mailing']);
});
