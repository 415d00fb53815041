import { deflateRawSync } from 'node:zlib';
import { entryPoints } from './type-files.js';

const block = /<pre[^>]*><code[^>]*class="(?:ts|typescript)"[^>]*>(.*?)<\/code>.*?<\/pre>/gs;

/** Puts under each program of a page, where it can run in a browser, a link that opens it in the playground. */
export function withTryLinks(html: string, page: string): string {
  const playground = `${'../'.repeat(page.split('/').length - 1)}playground/index.html`;
  return html.replace(block, (shown: string, code: string) => {
    const program = asTried(plain(code));
    if (program === undefined) return shown;
    const packed = deflateRawSync(program).toString('base64url');
    return `${shown}<p class="try"><a href="${playground}#code=${packed}">Open in the playground</a></p>`;
  });
}

/** A program as it is opened: without what keeps its mistakes from being said. Nothing, where a browser lacks what it uses. */
export function asTried(program: string): string | undefined {
  const imported = [...program.matchAll(/\b(?:from|import) '([^']+)'/g)].map(([, name = '']) => name);
  const here = imported.every((name) => Object.keys(entryPoints).includes(name.replace('viber-mailing', '.')));
  if (imported.length === 0 || !here || elsewhere.test(program)) return undefined;
  return program.replace(/^ *\/\/ @ts-expect-error .*\n/gm, '');
}

/** What a browser does not have, or a page without an origin does not let out. */
const elsewhere = /\b(?:process|Temporal|Response|listen)\b|\bfetch\(/;

function plain(html: string): string {
  const text = html.replace(/<br\s*\/?>/g, '\n').replace(/<[^>]+>/g, '');
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity);
}

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
