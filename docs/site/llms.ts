import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectReflection } from 'typedoc';
import { firstSentence, guides } from './guides.js';
import { reference } from './reference.js';

/**
 * The site for language models, as https://llmstxt.org describes it: `llms.txt` names the pages, `llms-full.txt` holds them,
 * and each page is there as Markdown too. By path, from the site's root.
 */
export function llmsFiles(root: string, project: ProjectReflection): Map<string, string> {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const pages = guides(root);
  const api = reference(project);
  const categories = [...new Set(pages.map(({ category }) => category))];
  const sections = categories.map((category) => {
    const own = pages.filter((page) => page.category === category);
    return `## ${category}\n\n${own.map(({ title, path, text }) => `- [${title}](${path}): ${firstSentence(text)}`).join('\n')}`;
  });
  const index = [
    '# viber-mailing',
    `> ${firstSentence(readme)}`,
    '- [README](README.md)\n- [Reference](reference.md): every export, what it does, what it throws, with examples',
    ...sections,
  ];
  return new Map([
    ['llms.txt', `${index.join('\n\n')}\n`],
    ['llms-full.txt', [readme, ...pages.map(({ text }) => text), api].map((text) => text.trim()).join('\n\n---\n\n')],
    ['README.md', readme],
    ['reference.md', api],
    ...pages.map(({ path, text }) => [path, text] as const),
  ]);
}
