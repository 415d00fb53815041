import fc from 'fast-check';
import { build } from './build.ts';
import { entrances, sends, stepsOfStages } from './entrances.ts';
import { recipes } from './recipe.ts';
import { faultOf } from './verdict.ts';

// `npm run fuzz -- [number of values] [seed]`: each value through every entrance, but through one in nine steps of the stages
// in turn, and every tenth value through the sends.
const [values = 1_000_000, seed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);
// Most of the time goes into stack traces.
Error.stackTraceLimit = 3;
const begun = performance.now();
const slowest = { seconds: 0, entrance: '', recipe: '' };
let done = 0;
let refused = 0;
let entered = 0;

console.log(`${values} values, seed ${seed}`);
await fc.assert(
  fc.asyncProperty(recipes, recipes, async (one, other) => {
    const given = [build(one), build(other)] as const;
    done++;
    const inTurn = stepsOfStages.filter((_, index) => index % 9 === done % 9);
    for (const entrance of [...entrances, ...inTurn, ...(done % 10 === 0 ? sends : [])]) {
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
    if (done % 50_000 === 0) console.log(`${done} values, ${Math.round((performance.now() - begun) / 1000)} s`);
  }),
  { seed, numRuns: values, interruptAfterTimeLimit: 3_600_000 },
);
console.log(
  `${done} values entered ${entered} times, ${refused} times refused, in ${Math.round((performance.now() - begun) / 1000)} s`,
);
console.log(`the slowest took ${slowest.seconds.toFixed(3)} s: ${slowest.entrance}, ${slowest.recipe.slice(0, 500)}`);
