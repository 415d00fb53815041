/** The bundle of `program.ts`, put here by the build. */
declare const runtime: string;

/** How long a program may run, in milliseconds, and how long it may take to begin. */
const mostRunning = 2_000;
const mostStarting = 15_000;

let stop = () => {};

// In a frame of its own: a page without an origin, whose policy allows no connection and no script but this one and
// workers made of text. They inherit the policy. In any other page it must not run what it is told.
if (self.origin === 'null') {
  addEventListener('message', ({ source, data }) => {
    if (source === parent && typeof data?.script === 'string') run(data.script, data.number);
  });
}

function run(script: string, number: unknown): void {
  stop();
  // In a block of its own, the program may have names of the parameters.
  const text = `${runtime}\nrunProgram(async (require, exports, console, __show) => {{${script}\n}});`;
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const worker = new Worker(url);
  const answer = (said: object) => {
    stop();
    parent.postMessage({ number, ...said }, '*');
  };
  let timer = setTimeout(() => answer({ stopped: true }), mostStarting);
  stop = () => {
    clearTimeout(timer);
    worker.terminate();
    URL.revokeObjectURL(url);
  };
  worker.addEventListener('message', ({ data }) => {
    if (data !== 'started') return answer({ outcome: data });
    clearTimeout(timer);
    timer = setTimeout(() => answer({ stopped: true }), mostRunning);
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    answer({ broken: event.message });
  });
}
