import { composing } from './composing.ts';
import { importing } from './importing.ts';

/** What the built package costs, as ratios of things that take turns in one process, beside what they may cost. */
for (const rows of [composing, importing]) {
  for (const { what, ratio, budget } of rows()) {
    console.log(`${ratio <= budget ? '✓' : '✗'} ${what.padEnd(50)} ${ratio.toFixed(2).padStart(6)}   budget ${budget}`);
  }
}
