import fc from 'fast-check';
import { build } from './build.ts';
import { parts, sends, stepsOfStages, wholes } from './entrances.ts';
import { recipes } from './recipe.ts';
import { faultOf } from './verdict.ts';

// `npm run fuzz -- [number of values] [seed]`: each value through everything that takes one as a whole, and through one in nine
// of the other entrances, in turn; every hundredth through the sends.
const [values = 1_000_000, seed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);
// A run of fast-check keeps what it made until it ends.
const block = 10_000;
const others = [...parts, ...stepsOfStages];
const begun = performance.now();
const slowest = { seconds: 0, entrance: '', recipe: '' };
let done = 0;
let entered = 0;
let refused = 0;

// Most of the time goes into stack traces.
Error.stackTraceLimit = 3;
console.log(`${values} values, seed ${seed}`);
while (done < values) {
  await fc.assert(
    fc.asyncProperty(recipes, recipes, async (one, other) => {
      const given = [build(one), build(other)] as const;
      done++;
      const inTurn = others.filter((_, index) => index % 9 === done % 9);
      for (const entrance of [...wholes, ...inTurn, ...(done % 100 === 0 ? sends : [])]) {
        const entering = performance.now();
        entered++;
        try {
          const result = entrance.enter(...given);
          if (result instanceof Promise) await result;
        } catch (error) {
          refused++;
          const fault = faultOf(error, entrance);
          if (fault !== undefined) throw new Error(`${entrance.name}: ${fault}`);
        }
        const seconds = (performance.now() - entering) / 1000;
        if (seconds > slowest.seconds)
          Object.assign(slowest, { seconds, entrance: entrance.name, recipe: fc.stringify([one, other]) });
      }
    }),
    { seed: seed + done, numRuns: Math.min(block, values - done) },
  );
  if (done % 100_000 === 0) console.log(`${done} values, ${Math.round((performance.now() - begun) / 1000)} s`);
}
console.log(
  `${done} values entered ${entered} times, ${refused} times refused, in ${Math.round((performance.now() - begun) / 1000)} s`,
);
console.log(`the slowest took ${slowest.seconds.toFixed(3)} s: ${slowest.entrance}, ${slowest.recipe.slice(0, 500)}`);
