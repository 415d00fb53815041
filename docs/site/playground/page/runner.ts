import { failed, type Outcome, readOutcome } from '../run/outcome.js';

/** Runs a script in the frame without a network; a run that another one overtakes is given up, and never answered. */
export function startRunner(): (script: string) => Promise<Outcome> {
  const frame = document.createElement('iframe');
  frame.sandbox.add('allow-scripts');
  frame.title = 'Where the program runs';
  frame.hidden = true;
  frame.src = 'run.html';
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  let last = 0;
  let answer: ((outcome: Outcome) => void) | undefined;
  addEventListener('message', ({ source, data }) => {
    if (source !== frame.contentWindow || data?.number !== last) return;
    if (data.stopped) answer?.(failed('Stopped after two seconds: does a loop have no end, or a promise no answer?'));
    else if (data.broken !== undefined) answer?.(failed(`It could not be run: ${data.broken}`));
    else answer?.(readOutcome(data.outcome));
  });
  return async (script) => {
    const number = ++last;
    await loaded;
    return new Promise((resolve) => {
      if (number !== last) return;
      answer = resolve;
      // The frame has no origin that could be named.
      frame.contentWindow?.postMessage({ script, number }, '*');
    });
  };
}
