import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serve } from '../../../docs/site/serve.ts';
import { axeFaultsOf, contextOf, cutOff, faultsIn, type Mode, modes } from '../../pages/look.ts';
import { launchChromium } from '../../runtimes/chromium.ts';
import { installRuntimes } from '../../runtimes/install.ts';

// Looks at each page of the built site in each width and theme: what axe finds, what is cut off, what it asks for in vain.
// `npm run docs` goes before. `dark`, `390` and the like name the modes, other arguments parts of the pages' paths.

const site = fileURLToPath(new URL('../../../docs/site/dist', import.meta.url));
if (!existsSync(site)) execFileSync('npm', ['run', '--silent', 'docs'], { stdio: 'inherit' });
const named = process.argv.slice(2);
const modeNames = ['light', 'dark', ...new Set(modes.map(({ width }) => `${width}`))];
const wantedModes = named.filter((name) => modeNames.includes(name));
const wantedPaths = named.filter((name) => !modeNames.includes(name));
const paths = readdirSync(site, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.html') && !path.startsWith('playground/run'))
  .filter((path) => wantedPaths.length === 0 || wantedPaths.some((part) => path.includes(part)))
  .sort();

const { server, url } = await serve(site);
const installed = installRuntimes();
const browser = await launchChromium(installed);
let passed = 0;
let failed = 0;
try {
  for (const mode of modes) {
    if (wantedModes.every((name) => [mode.theme, `${mode.width}`].includes(name))) await look(mode);
  }
} finally {
  await browser.close();
  server.close().closeAllConnections();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/** Goes through the pages in two tabs. */
async function look(mode: Mode): Promise<void> {
  const left = [...paths];
  const context = await contextOf(browser, mode);
  const tab = async (): Promise<void> => {
    const page = await context.newPage();
    const faults = faultsIn(page, url);
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      faults.length = 0;
      await page.goto(new URL(path, url).href);
      const found = [...(await axeFaultsOf(page, installed)), ...(await cutOff(page)), ...faults];
      if (found.length === 0) passed++;
      else failed++;
      if (found.length > 0) console.log(`✗ ${path}, ${mode.theme}, ${mode.width}\n  ${found.join('\n  ')}`);
    }
  };
  await Promise.all([tab(), tab()]);
  await context.close();
  console.log(`${paths.length} pages, ${mode.theme}, ${mode.width}`);
}
