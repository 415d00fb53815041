/** The points of one diagram, by whose they are. */
export interface Axis {
  readonly ours: readonly { readonly size: number; readonly figure: number }[];
  readonly byHand: readonly { readonly size: number; readonly figure: number }[];
}

const words = {
  english: {
    title: 'Time and memory from rows to the body that is sent',
    byHand: 'by hand, unchecked',
    rows: 'rows',
    time: 'time',
    memory: 'memory beyond the rows',
    units: {
      time: ['10 µs', '100 µs', '1 ms', '10 ms', '100 ms', '1 s', '10 s', '100 s'],
      memory: ['10 KB', '100 KB', '1 MB', '10 MB', '100 MB', '1 GB', '10 GB', '100 GB'],
    },
    sizes: ['1,000', '10,000', '100,000', '1 M', '10 M'],
    ends: 'longest string',
  },
  russian: {
    title: 'Время и память от строк до тела запроса',
    byHand: 'вручную, без проверки',
    rows: 'строк',
    time: 'время',
    memory: 'память сверх строк',
    units: {
      time: ['10 мкс', '100 мкс', '1 мс', '10 мс', '100 мс', '1 с', '10 с', '100 с'],
      memory: ['10 КБ', '100 КБ', '1 МБ', '10 МБ', '100 МБ', '1 ГБ', '10 ГБ', '100 ГБ'],
    },
    sizes: ['1000', '10 000', '100 000', '1 млн', '10 млн'],
    ends: 'самая длинная строка',
  },
} as const;

/** Of the smallest unit: 10 microseconds, 10 kilobytes. */
const leastPower = -2;
const width = 300;
const height = 200;

/** Both diagrams, on logarithmic scales, in the colours of the reader's system. */
export function drawChart(language: keyof typeof words, time: Axis, memory: Axis): string {
  const { title } = words[language];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 780 310" role="img" aria-label="${title}" font-family="system-ui, sans-serif" font-size="12">
<title>${title}</title>
<style>
  .paper { fill: #fff } text { fill: #1f2328 } .grid { stroke: #d0d7de } .line { fill: none; stroke-width: 2.5 }
  .ours { stroke: #6d3fc0 } .byHand { stroke: #b3541e; stroke-dasharray: 6 4 } .dot { stroke-dasharray: none } .ours.dot { fill: #6d3fc0 } .byHand.dot { fill: #b3541e }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #1b1b1f } text { fill: #e6e6e9 } .grid { stroke: #43434a }
    .ours { stroke: #b79cff } .byHand { stroke: #f0a060 } .ours.dot { fill: #b79cff } .byHand.dot { fill: #f0a060 }
  }
</style>
<rect class="paper" width="780" height="310" rx="8"/>
${diagram(language, 'time', time, 65)}
${diagram(language, 'memory', memory, 440)}
</svg>
`;
}

function diagram(language: keyof typeof words, what: 'time' | 'memory', axis: Axis, left: number): string {
  const { byHand, rows, units, sizes, ends, ...names } = words[language];
  const all = [...axis.ours, ...axis.byHand].map(({ figure }) => Math.log10(figure));
  const low = Math.max(leastPower, Math.floor(Math.min(...all)));
  const high = Math.max(low + 1, Math.ceil(Math.max(...all)));
  const x = (size: number) => round(((Math.log10(size) - 3) / 4) * width);
  const y = (figure: number) => round(height - ((Math.max(Math.log10(figure), low) - low) / (high - low)) * height);
  const parts = [`<g transform="translate(${left} 50)">`, `<text x="0" y="-28" font-weight="600">${names[what]}</text>`];
  for (let power = low; power <= high; power++) {
    const at = y(10 ** power);
    parts.push(
      `<path class="grid" d="M0 ${at}H${width}"/><text x="-8" y="${at + 4}" text-anchor="end">${units[what][power - leastPower]}</text>`,
    );
  }
  sizes.forEach((size, index) => {
    parts.push(`<text x="${x(10 ** (index + 3))}" y="${height + 20}" text-anchor="middle">${size}</text>`);
  });
  parts.push(`<text x="${width / 2}" y="${height + 42}" text-anchor="middle">${rows}</text>`);
  for (const [whose, name] of [
    ['byHand', byHand],
    ['ours', 'viber-mailing'],
  ] as const) {
    const points = axis[whose].toSorted((one, other) => one.size - other.size);
    const last = points.at(-1);
    if (last === undefined) continue;
    parts.push(`<path class="line ${whose}" d="M${points.map(({ size, figure }) => `${x(size)} ${y(figure)}`).join('L')}"/>`);
    for (const { size, figure } of points) parts.push(`<circle class="dot ${whose}" cx="${x(size)}" cy="${y(figure)}" r="3"/>`);
    const key = whose === 'ours' ? 0 : 130;
    parts.push(`<path class="line ${whose}" d="M${key} -12h24"/><text x="${key + 30}" y="-8">${name}</text>`);
    if (last.size < 10_000_000) {
      parts.push(`<text x="${x(last.size) + 4}" y="${y(last.figure) - 9}" text-anchor="end" font-size="11">${ends}</text>`);
    }
  }
  return [...parts, '</g>'].join('\n');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
