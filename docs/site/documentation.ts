import { fileURLToPath } from 'node:url';
import { Application, Converter, JSX, Renderer, type Router, TSConfigReader, TypeDocReader } from 'typedoc';
import { accessible } from './accessible.js';
import { summarize } from './guides.js';
import { resolveAcrossModules, withTypeLinks } from './links.js';
import { withPictures } from './pictures.js';
import { withTryLinks } from './playground/try-links.js';
import { ReadablePaths } from './readable-paths.js';
import { orderForReading } from './reading-order.js';
import { ReferenceTheme } from './reference-theme.js';
import { withRuleLinks } from './rule-links.js';
import { findWordsOfAnyScript } from './search-words.js';
import { showWidest } from './widest-types.js';


/** typedoc as `typedoc.json` sets it up, with what the site changes in it. */
export async function documentation(): Promise<Application> {
  // The compiler checks the source in a part of its own.
  const app = await Application.bootstrapWithPlugins(
    { theme: 'reference', router: 'readable', skipErrorChecking: true, logLevel: 'Warn' },
    [new TypeDocReader(), new TSConfigReader()],
  );
  findWordsOfAnyScript();
  app.renderer.defineTheme('reference', ReferenceTheme);
  app.renderer.defineRouter('readable', ReadablePaths);
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => resolveAcrossModules(project));

  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => showWidest(project, fileURLToPath(new URL('../..', import.meta.url))));
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => orderForReading(project), -1000);
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => summarize(project));
  app.renderer.hooks.on('body.begin', () => JSX.createElement('a', { class: 'skip', href: '#page' }, 'Skip to the content'));
  app.renderer.on(Renderer.EVENT_END_PAGE, (page) => {
    const linked = withRuleLinks(withTypeLinks(page.contents ?? '', page.project, app.renderer.router as Router));
    page.contents = accessible(withTryLinks(withPictures(linked), page.url), page.model);
  });
  return app;
}
