import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeTable } from '../matrix/write-table.ts';
import { type Axis, drawChart } from './draw-chart.ts';
import { comparisons, peers, type Row, type RowName, rows } from './table.ts';

/** A figure as a benchmark notes it. */
export interface Noted {
  readonly name: string;
  readonly figure: number;
  /** The version of Node. */
  readonly node: string;
}

/** The last figure of each name, by the major version of Node. */
type Figures = Record<string, Record<string, number>>;

interface Kept {
  date: string;
  /** The versions of Node by their major ones. */
  nodes: Record<string, string>;
  figures: Figures;
}

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const file = pathOf('figures.json');

/** Keeps figures beside those of benchmarks that did not run, and writes all of them into the guides and the README. */
export function writeFigures(noted: readonly Noted[]): void {
  const kept: Kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { date: '', nodes: {}, figures: {} };
  kept.date = new Date().toISOString().slice(0, 10);
  for (const { name, figure, node } of noted) {
    const major = node.replace(/\..*/, '');
    kept.nodes[major] = node;
    kept.figures[name] = { ...kept.figures[name], [major]: Number(figure.toPrecision(3)) };
  }
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
  writeTable('performance', everything(kept));
  writeTable('README', shown(kept));
  for (const [language, folder] of [
    ['english', 'guides'],
    ['russian', 'ru'],
  ] as const) {
    const [time, memory] = (['time', 'memory'] as const).map((what) => axisOf(what, kept.figures)) as [Axis, Axis];
    writeFileSync(pathOf(`../../docs/${folder}/performance.svg`), drawChart(language, time, memory));
  }
}

function everything(kept: Kept): string {
  const { date, nodes, figures } = kept;
  const majors = Object.keys(nodes);
  const heads = majors.map((major) => `Node ${nodes[major]}`);
  return `Run on ${date}:

${tableOf('by hand', kept, [`| what | ${heads.join(' | ')} | budget | |`, `|---|${'---|'.repeat(majors.length + 2)}`])}

The memory that a refusal takes, in MB:

${tableOf('memory', kept, [`| what | ${heads.join(' | ')} | budget | |`, `|---|${'---|'.repeat(majors.length + 2)}`])}

In the editor and the compiler:

${tableOf('compiler', kept, ['| what | times | budget | |', '|---|---|---|---|'])}

Beside other libraries, the same work by hand being 1, on ${heads[0]}:

| what | viber-mailing | ${Object.entries(peers)
    .map((peer) => peer.join(' '))
    .join(' | ')} |
|---|---|${'---|'.repeat(Object.keys(peers).length)}
${Object.entries(comparisons)
  .map(([name, { english }]) => {
    const cells = ['viber-mailing', ...Object.keys(peers)].map((library) =>
      cell(figures[`${name}: ${library}`]?.[majors[0] ?? '']),
    );
    return `| ${english} | ${cells.join(' | ')} |`;
  })
  .join('\n')}`;
}

/** What the README shows: the worse of all versions of Node. */
function shown({ figures }: Kept): string {
  const lines = Object.entries<Row>(rows).flatMap(([name, { english, budget = Number.NaN, readme }]) => {
    const all = Object.values(figures[name] ?? {});
    if (!readme || all.length === 0) return [];
    const worst = Math.max(...all);
    return [`| ${english} | ${cell(worst)} | ${cell(budget)} | ${worst > budget ? 'missed' : ''} |`];
  });
  return ['| what | by hand = 1 | budget | |', '|---|---|---|---|', ...lines].join('\n');
}

function tableOf(table: Row['table'], { nodes, figures }: Kept, head: readonly string[]): string {
  const majors = table === 'compiler' ? Object.keys(nodes).slice(0, 1) : Object.keys(nodes);
  const lines = (Object.entries(rows) as [RowName, Row][])
    .filter(([name, row]) => row.table === table && figures[name] !== undefined)
    .map(([name, { english, budget }]) => {
      const measured = majors.map((major) => figures[name]?.[major]);
      const missed = majors.filter((_, index) => (measured[index] ?? 0) > (budget ?? Number.POSITIVE_INFINITY));
      const verdict = missed.length === 0 ? '' : missed.length === majors.length ? 'missed' : `missed on Node ${missed.join(', ')}`;
      return `| ${english} | ${measured.map(cell).join(' | ')} | ${cell(budget)} | ${verdict} |`;
    });
  return [...head, ...lines].join('\n');
}

/** With two decimals, so that a missed budget is not rounded away; MB as they are. */
function cell(figure: number | undefined): string {
  return figure === undefined || Number.isNaN(figure) ? '' : figure >= 20 ? figure.toFixed(0) : figure.toFixed(2);
}

/** The points of the chart. */
function axisOf(what: 'time' | 'memory', figures: Figures): Axis {
  const points = Object.entries(figures).flatMap(([name, byNode]) => {
    const [, size, whose] = new RegExp(`^${what} of (\\d+): (\\w+)$`).exec(name) ?? [];
    return size === undefined ? [] : [{ whose, size: Number(size), figure: Object.values(byNode)[0] as number }];
  });
  return {
    ours: points.filter(({ whose }) => whose === 'ours'),
    byHand: points.filter(({ whose }) => whose === 'byHand'),
  };
}
