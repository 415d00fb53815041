import * as core from '../../../../src/index.js';
import * as preview from '../../../../src/preview/index.js';
import * as sandbox from '../../../../src/sandbox/index.js';
import type { Outcome, Thrown } from './outcome.js';
import { Screen, written } from './screen.js';

type Program = (
  require: (name: string) => unknown,
  exports: object,
  console: object,
  show: <T>(name: string, value: T) => T,
) => Promise<void>;

const modules: Readonly<Record<string, unknown>> = {
  'viber-mailing': core,
  'viber-mailing/preview': preview,
  'viber-mailing/sandbox': sandbox,
};

/** Runs the program in its worker, and posts what became of it. */
async function runProgram(program: Program): Promise<void> {
  const post = postMessage as (message: string) => void;
  post('started');
  const screen = new Screen();
  const log = (...values: unknown[]) => screen.log(values);
  let thrown: Thrown | undefined;
  let shown: Pick<Outcome, 'shown' | 'log'> = { shown: [], log: [] };
  try {
    await program(required, {}, { log, info: log, warn: log, error: log }, (name, value) => {
      screen.show(name, value);
      return value;
    });
  } catch (error) {
    thrown = thrownOf(error);
  }
  // Also where the program took the error itself.
  if (asked && thrown === undefined) log(nothingSent);
  try {
    shown = screen.shown();
  } catch (error) {
    // More than can be written, or a value that changed its ways.
    thrown ??= thrownOf(error);
  }
  post(JSON.stringify({ ...shown, thrown } satisfies Outcome));
}

Object.assign(globalThis, { runProgram });

/** Whether the program asked for the network, which is not there. */
let asked = false;

/** What a client without a sandbox meets here: nothing goes out, and what it makes of that is not what it would be elsewhere. */
globalThis.fetch = () => {
  asked = true;
  return Promise.reject(new TypeError(nothingSent));
};

const nothingSent =
  "Nothing is sent from the playground: there is no network here, and a token has no place in a browser. Let the sandbox stand for the API: createClient({ token: 'my-token', fetch: createSandbox().fetch })";

// Browsers leave it out where a page has no origin, and the sandbox numbers with it what it accepts. The URL of a blob ends in one.
crypto.randomUUID ??= () => URL.createObjectURL(new Blob()).slice(-36) as ReturnType<Crypto['randomUUID']>;

function required(name: string): unknown {
  if (!Object.hasOwn(modules, name)) throw new Error(`only ${Object.keys(modules).join(', ')} can be imported here`);
  return modules[name];
}

function thrownOf(error: unknown): Thrown {
  if (asked && error instanceof core.SendError) return { name: '', message: nothingSent, issues: [], total: 0 };
  if (error instanceof core.InvalidInputError) {
    const { name, message, issues, total } = error;
    return { name, message, issues: [...issues], total };
  }
  if (error instanceof Error) return { name: error.name, message: error.message, issues: [], total: 0 };
  return { name: '', message: `thrown: ${written(error)}`, issues: [], total: 0 };
}
