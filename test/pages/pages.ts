import { readdirSync } from 'node:fs';
import { siteFolder } from './site.ts';

/** The paths of the site's pages, from its root. */
export function pages(): string[] {
  const paths = readdirSync(siteFolder, { recursive: true, encoding: 'utf8' });
  return paths.filter((path) => path.endsWith('.html') && !path.startsWith('playground')).sort();
}
