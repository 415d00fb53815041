import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Report } from './suite/behaviour.ts';

// Engines that run inside Node, for composing: they are installed apart, and have no types here.

/** Runs a script in QuickJS, which has the language and nothing else: no `Intl`, no `URL`, no timers, no console. */
export async function runInQuickJs(installed: string, script: string): Promise<Report> {
  const load = createRequire(join(installed, 'package.json'));
  const { newQuickJSWASMModuleFromVariant } = load('quickjs-emscripten-core');
  const { default: variant } = load('@jitl/quickjs-wasmfile-release-sync');
  const engine = (await newQuickJSWASMModuleFromVariant(variant)).newContext();
  const run = (code: string) => engine.unwrapResult(engine.evalCode(code)).consume((value: unknown) => engine.dump(value));
  try {
    run(script);
    run('void observed.then((report) => { globalThis.report = JSON.stringify(report); })');
    engine.unwrapResult(engine.runtime.executePendingJobs());
    return JSON.parse(run('report'));
  } finally {
    engine.dispose();
  }
}

/** Runs a script in the sandbox of Vercel's edge runtime: a realm of its own with what edge functions have. */
export async function runInEdgeRuntime(installed: string, script: string): Promise<Report> {
  const load = createRequire(join(installed, 'package.json'));
  const { EdgeVM } = load('@edge-runtime/vm');
  const sandbox = new EdgeVM();
  sandbox.evaluate(script);
  return JSON.parse(await sandbox.evaluate('observed.then((report) => JSON.stringify(report))'));
}
