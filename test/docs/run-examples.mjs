// Runs each file that is named on the command line, and prints what became of them, as JSON.
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const results = [];
const log = console.log;
globalThis.printed = (expected, ...values) => {
  const text = format(...values);
  if (text !== expected) throw new Error(`printed ${text} where the example says ${expected}`);
};
for (const file of process.argv.slice(2)) {
  console.log = () => {};
  try {
    await import(pathToFileURL(file).href);
    results.push({});
  } catch (error) {
    results.push({ error: String(error?.stack ?? error) });
  }
}
console.log = log;
console.log(JSON.stringify(results));
process.exit(0);
