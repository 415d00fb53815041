const block = /(<pre[^>]*><code[^>]*>)(.*?)\s*(<\/code>)/gs;

/**
 * Makes each line of a program a box of its own, so that a long one goes on below itself, behind its indent, and is never cut off:
 * what the compiler says to a mistake is the longest line of most.
 */
export function withWholeLines(html: string): string {
  return html.replace(block, (_, begin: string, code: string, end: string) => {
    const lines = code.split(/<br\s*\/?>|\n/).map((line) => {
      const text = line.replace(/<[^>]+>/g, '');
      const indent = text.length - text.trimStart().length;
      const says = /^\s*\/\/ @ts-expect-error /.test(text) ? ' says' : '';
      return `<span class="line${says}" style="--in:${indent}">${line}\n</span>`;
    });
    return `${begin}${lines.join('')}${end}`;
  });
}
