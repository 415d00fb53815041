import { observe, type Place } from './behaviour.ts';
import { campaigns } from './campaigns.ts';
import { suite } from './suite.ts';

// The suite as a program of Node, Bun or Deno: its argument is the place, its last line the report.
const { Deno } = globalThis as { Deno?: { args: string[] } };
const place = JSON.parse((Deno?.args ?? process.argv.slice(2))[0] as string) as Place;
const report = JSON.stringify(await observe([...suite, ...campaigns], place));
// A session of HTTP/2 whose request never ended may keep Node from ending.
process.stdout.write(`\n${report}\n`, () => process.exit());
