/** A piece of text in one style. */
export interface Run {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly strike: boolean;
}

const styles = { '*': 'bold', _: 'italic', '~': 'strike' } as const;

// A mark opens before a character and closes after one, on the same line, with no letter on its outer side.
// The length is bounded so that a text of nothing but marks takes linear time.
const marked = /(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]{0,500}?\S)\1(?![\p{L}\p{N}])/u;

/** Reads the marks that Viber knows: `*bold*`, `_italic_`, `~strike~`, also one within another. */
export function runsOf(text: string, style: Omit<Run, 'text'> = { bold: false, italic: false, strike: false }): Run[] {
  const runs: Run[] = [];
  let rest = text;
  for (let found = marked.exec(rest); found !== null; found = marked.exec(rest)) {
    const [whole, mark, inner] = found as unknown as [string, keyof typeof styles, string];
    if (found.index > 0) runs.push({ text: rest.slice(0, found.index), ...style });
    runs.push(...runsOf(inner, { ...style, [styles[mark]]: true }));
    rest = rest.slice(found.index + whole.length);
  }
  if (rest !== '') runs.push({ text: rest, ...style });
  return runs;
}
