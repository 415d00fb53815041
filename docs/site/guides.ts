import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A page of prose in the site. */
export interface Guide {
  /** Its file, from the root of the repository. */
  readonly path: string;
  readonly title: string;
  readonly category: string;
  /** Its Markdown, without what typedoc reads. */
  readonly text: string;
}

/** The guides, in the order in which the site has them. */
export function guides(root: string): Guide[] {
  const { projectDocuments } = JSON.parse(readFileSync(join(root, 'typedoc.json'), 'utf8')) as { projectDocuments: string[] };
  return projectDocuments.map((path) => {
    const [, head = '', text = ''] =
      /^---\n(.*?)\n---\n+(?:<!--.*?-->\n+)*(.*)$/s.exec(readFileSync(join(root, path), 'utf8')) ?? [];
    const [, title = ''] = /^title: (.+)$/m.exec(head) ?? [];
    const [, category = ''] = /^category: (.+)$/m.exec(head) ?? [];
    return { path, title, category, text };
  });
}

/** What a page says first: the first sentence of its first paragraph, without its links. */
export function firstSentence(text: string): string {
  const paragraphs = text.split(/\n{2,}/).map((each) => each.trim().replaceAll('\n', ' '));
  const first = paragraphs.find((each) => /^[\p{L}`]/u.test(each) && !each.startsWith('```')) ?? '';
  return first
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(?<=[.:]) .*$/, '')
    .replace(/:$/, '.');
}
