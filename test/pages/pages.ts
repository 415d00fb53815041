import { readdirSync } from 'node:fs';
import { inject } from 'vitest';

/** The paths of the site's pages, from its root. */
export function pages(): string[] {
  const paths = readdirSync(inject('siteFolder'), { recursive: true, encoding: 'utf8' });
  return paths.filter((path) => path.endsWith('.html') && !path.startsWith('playground')).sort();
}
