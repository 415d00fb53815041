import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { build } from './build.ts';
import { parts, sends, stepsOfStages, wholes } from './entrances.ts';
import { recipes } from './recipe.ts';
import { faultOf } from './verdict.ts';

// The same values each time: a failure here is never a matter of luck. `npm run fuzz` takes others, and a million of them.
const seed = 20261127;

describe('whatever is given', () => {
  it.each([...wholes, ...parts, ...stepsOfStages])(
    '$name takes it or throws InvalidInputError, which holds nothing of it',
    (entrance) => {
      fc.assert(
        fc.property(recipes, recipes, (one, other) => {
          const values = [build(one), build(other)] as const;
          try {
            entrance.enter(...values);
          } catch (error) {
            expect(faultOf(error, entrance)).toBeUndefined();
          }
        }),
        { seed, numRuns: 60 },
      );
    },
  );

  it.each(sends)('$name takes it or rejects with an error of the library, which holds nothing of it', async (entrance) => {
    await fc.assert(
      fc.asyncProperty(recipes, recipes, async (one, other) => {
        const values = [build(one), build(other)] as const;
        try {
          await entrance.enter(...values);
        } catch (error) {
          expect(faultOf(error, entrance)).toBeUndefined();
        }
      }),
      { seed, numRuns: 60 },
    );
  });
});
