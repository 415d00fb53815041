// Bundles the program `in/<name>.mjs` into `out/<bundler>/<name>/`, and prints for each name the file to run, or what is wrong.
//   node bundlers.mjs <bundler> <name> …
// Without arguments it prints the names of the bundlers.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [bundler, ...names] = process.argv.slice(2);

/** Each gives the file to run, and throws what the bundler complains of. */
const bundlers = {
  'webpack 5, web': webpackLike('webpack', 'web'),
  'webpack 5, webworker': webpackLike('webpack', 'webworker'),
  'webpack 5, node': webpackLike('webpack', 'node'),
  'rspack, web': webpackLike('@rspack/core', 'web'),
  'rspack, node': webpackLike('@rspack/core', 'node'),
  rollup: async (input, out) => {
    const { rollup } = await import('rollup');
    const { nodeResolve } = await import('@rollup/plugin-node-resolve');
    const { default: commonjs } = await import('@rollup/plugin-commonjs');
    const { default: json } = await import('@rollup/plugin-json');
    const plugins = [nodeResolve({ browser: true, preferBuiltins: false }), commonjs(), json()];
    const bundle = await rollup({ input, plugins, onLog: (_, { message }) => complain(message) });
    await bundle.write({ dir: out, format: 'es', entryFileNames: 'main.mjs' });
    return join(out, 'main.mjs');
  },
  rolldown: async (input, out) => {
    const { rolldown } = await import('rolldown');
    const bundle = await rolldown({ input, platform: 'browser', onLog: (_, { message }) => complain(message) });
    await bundle.write({ dir: out, format: 'es', entryFileNames: 'main.mjs' });
    return join(out, 'main.mjs');
  },
  'esbuild, neutral': esbuild({ platform: 'neutral', format: 'esm', mainFields: ['module', 'main'] }),
  'esbuild, browser': esbuild({ platform: 'browser', format: 'esm' }),
  'esbuild, browser, iife': esbuild({ platform: 'browser', format: 'iife' }),
  'esbuild, node, cjs': esbuild({ platform: 'node', format: 'cjs' }),
  'Vite, client': vite({}),
  'Vite, server': vite({ ssr: true }),
  'Parcel 2, browser': parcel('browser'),
  'Parcel 2, node': parcel('node'),
  'tsup, node': tsup,
  // The later one has what Node has by default, with a SQLite in which nothing can be opened.
  'wrangler, 2024-01-01': wrangler('2024-01-01'),
  'wrangler, 2026-10-01': wrangler('2026-10-01'),
  'browserify, babelify': browserify('babelify', { presets: ['@babel/preset-env'], extensions: ['.js', '.mjs'] }),
};

if (bundler === undefined) {
  console.log(JSON.stringify(Object.keys(bundlers)));
  process.exit();
}
const told = {};
for (const name of names) {
  const out = resolve('out', bundler.replace(/\W+/g, '-'), name);
  mkdirSync(out, { recursive: true });
  try {
    told[name] = { file: await bundlers[bundler](resolve('in', `${name}.mjs`), out) };
  } catch (error) {
    told[name] = { fault: String(error?.stderr ?? error?.message ?? error).slice(0, 800) };
  }
}
console.log(JSON.stringify(told));

function complain(message) {
  throw new Error(message);
}

function webpackLike(module, target) {
  return async (entry, path) => {
    const { default: pack } = await import(module);
    const stats = await new Promise((done, fail) => {
      const output = { path, filename: 'main.mjs', module: true, chunkFormat: 'module', chunkLoading: 'import' };
      pack({ mode: 'production', target, entry, output, experiments: { outputModule: true } }, (error, given) => {
        if (error) fail(error);
        else done(given);
      });
    });
    const { errors, warnings } = stats.toJson({ errors: true, warnings: true });
    for (const { message } of [...errors, ...warnings]) if (!/size limit|limit the size/.test(message)) complain(message);
    return join(path, 'main.mjs');
  };
}

function esbuild(options) {
  return async (entry, out) => {
    const { build } = await import('esbuild');
    const outfile = join(out, options.format === 'cjs' ? 'main.cjs' : 'main.mjs');
    const { warnings } = await build({ entryPoints: [entry], outfile, bundle: true, logLevel: 'silent', ...options });
    for (const { text } of warnings) complain(text);
    return outfile;
  };
}

function vite({ ssr }) {
  return async (input, outDir) => {
    const { build } = await import('vite');
    await build({
      configFile: false,
      logLevel: 'silent',
      ssr: ssr && { noExternal: true },
      build: {
        outDir,
        ssr,
        rollupOptions: {
          input,
          onLog: (_, { message }) => complain(message),
          output: { format: 'es', entryFileNames: 'main.mjs' },
        },
      },
    });
    return join(outDir, 'main.mjs');
  };
}

function parcel(context) {
  return async (entries, distDir) => {
    const { Parcel } = await import('@parcel/core');
    const outputFormat = 'esmodule';
    const targets = { main: { context, outputFormat, distDir, distEntry: 'main.mjs', includeNodeModules: true, sourceMap: false } };
    const defaultConfig = '@parcel/config-default';
    await new Parcel({ entries, targets, defaultConfig, mode: 'production', shouldDisableCache: true }).run();
    return join(distDir, 'main.mjs');
  };
}

function browserify(transform, options) {
  return async (entry, out) => {
    const { default: browserify } = await import('browserify');
    const bundler = browserify(entry);
    if (transform) bundler.transform(transform, { global: true, ...options });
    const file = join(out, 'main.cjs');
    writeFileSync(file, await new Promise((done, fail) => bundler.bundle((error, code) => (error ? fail(error) : done(code)))));
    return file;
  };
}

async function tsup(entry, outDir) {
  const { build } = await import('tsup');
  await build({ entry: { main: entry }, outDir, format: 'cjs', noExternal: [/./], silent: true, config: false });
  return join(outDir, 'main.cjs');
}

function wrangler(date) {
  return async (entry, out) => {
    const args = ['deploy', entry.replace(/\.mjs$/, '.worker.mjs'), '--dry-run', '--outdir', out, '--name', 'worker'];
    const command = ['node_modules/wrangler/bin/wrangler.js', ...args, '--compatibility-date', date];
    const said = execFileSync(process.execPath, command, { encoding: 'utf8', stdio: 'pipe' });
    if (/WARNING|ERROR/.test(said)) complain(said);
    return join(
      out,
      entry
        .split('/')
        .at(-1)
        .replace(/\.mjs$/, '.worker.js'),
    );
  };
}
