import { writeTable } from '../matrix/write-table.ts';
import type { Result } from './suite/behaviour.ts';
import type { Cell } from './suite/frames.ts';
import type { Tally } from './suite/stale-sockets.ts';

/** What was seen on one runtime. */
export interface Seen {
  readonly runtime: string;
  /** The undici from npm whose fetch spoke HTTP/2 there. */
  readonly undici: string | undefined;
  readonly results: readonly Result[];
}

/** Writes the tables of docs/guides/runtimes.md, in both languages. */
export function writeTables(all: readonly Seen[]): void {
  const date = `Run on ${new Date().toISOString().slice(0, 10)}.`;
  writeTable('runtimes', `${staleTable(all)}\n\n${date}`, 'stale');
  writeTable('runtimes', `${framesTable(all, 'http1')}\n\n${date}`, 'http1');
  const speaking = all.filter(({ results }) => results.some(({ shown }) => shown?.[0] === 'http2'));
  const alone = framesTable(speaking, 'http2');
  const together = framesTable(speaking, 'session', (title) => !/RST_STREAM|1\d\d, then|trailer/.test(title));
  writeTable('runtimes', `${alone}\n\nFour on one session, the first of them answered:\n\n${together}\n\n${date}`, 'http2');
}

function staleTable(all: readonly Seen[]): string {
  const rows = all.map(({ runtime, results }) => {
    const of = (place: string) => figures<Tally>(results, 'stale', place)[0];
    const cells = ['single', 'campaign', 'TLS', 'kept'].map(of).flatMap((each) => [each?.unknown, each?.doubles]);
    return [runtime, ...cells.map((count, index) => (index % 2 === 1 && count ? `**${count}**` : String(count ?? '–')))];
  });
  const head = ['', 'single sends', '', 'campaigns', '', 'single sends over TLS', '', 'kept', ''];
  const under = ['', ...Array.from({ length: 4 }, () => ['unknown', 'sent twice']).flat()];
  return table(head, [under, ...rows]);
}

/** A line for each thing that a server does, one for several codes where nothing differs. */
function framesTable(all: readonly Seen[], name: string, wanted: (title: string) => boolean = () => true): string {
  const titles = [
    ...new Set(all.flatMap(({ results }) => results.flatMap(({ shown }) => (shown?.[0] === name ? [shown[1]] : [])))),
  ];
  const lines = new Map<string, { readonly titles: string[]; readonly cells: readonly string[] }>();
  for (const title of titles.filter(wanted)) {
    const cells = all.map(({ results }) => shownCell(figures<Cell>(results, name, title)));
    const key = [title.replace(code, ''), ...cells].join('|');
    const line = lines.get(key) ?? { titles: [], cells };
    line.titles.push(title);
    lines.set(key, line);
  }
  const head = all.map(({ runtime, undici }) =>
    undici !== undefined && name !== 'http1' ? `${runtime}, ${undici.replace('-', ' ')}` : runtime,
  );
  return table(
    ['the server', ...head],
    [...lines.values()].map(({ titles: [first = '', ...others], cells }) => [
      first.replace(code, (own) => ranges([own, ...others.map((other) => code.exec(other)?.[0] ?? '')])),
      ...cells,
    ]),
  );
}

/** The code of a frame. Which one a GOAWAY has, stands in a line of its own. */
const code = /(?<=RST_STREAM )0x[\da-f]/;

/** `0x0–0x6, 0x8`. */
function ranges(codes: readonly string[]): string {
  const numbers = codes.map(Number);
  const starts = numbers.filter((number) => !numbers.includes(number - 1));
  const hex = (number: number) => `0x${number.toString(16)}`;
  return starts
    .map((start) => {
      let end = start;
      while (numbers.includes(end + 1)) end++;
      return start === end ? hex(start) : `${hex(start)}–${hex(end)}`;
    })
    .join(', ');
}

function figures<Figures>(results: readonly Result[], name: string, place: string): Figures[] {
  return results.filter(({ shown }) => shown?.[0] === name && shown[1] === place).map(({ figures }) => figures as Figures);
}

/** What became of the sends, of both ways where they differ, and how often they were posted where that is more than once. */
function shownCell(cells: readonly Cell[]): string {
  const outcomes = new Set<string>();
  for (const { outcomes: counts } of cells) {
    const each = Object.entries(counts).sort(([one], [other]) => one.localeCompare(other));
    outcomes.add(each.map(([outcome, count]) => (each.length === 1 ? outcome : `${count} ${outcome}`)).join(', '));
  }
  const sends = sum(cells.flatMap(({ outcomes: counts }) => Object.values(counts)));
  const posted = sum(cells.map(({ http2 = 0 }) => http2));
  const doubles = sum(cells.map(({ doubles }) => doubles));
  const words = [[...outcomes].join(' or ') || '–'];
  if (posted > sends) words.push(`${posted} posted`);
  if (doubles > 0) words.push(`**${doubles} twice**`);
  return words.join('; ');
}

function sum(counts: readonly number[]): number {
  return counts.reduce((one, other) => one + other, 0);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
