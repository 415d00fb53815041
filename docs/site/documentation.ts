import { Application, Converter, Renderer, TSConfigReader, TypeDocReader } from 'typedoc';
import { accessible } from './accessible.js';
import { resolveAcrossModules } from './links.js';
import { ReadablePaths } from './readable-paths.js';
import { ReferenceTheme } from './reference-theme.js';
import { showAsGiven } from './shown-types.js';

/** typedoc as `typedoc.json` sets it up, with what the site changes in it. */
export async function documentation(): Promise<Application> {
  // The compiler checks the source in a part of its own.
  const app = await Application.bootstrapWithPlugins({ skipErrorChecking: true, logLevel: 'Warn' }, [
    new TypeDocReader(),
    new TSConfigReader(),
  ]);
  app.renderer.defineTheme('reference', ReferenceTheme);
  app.renderer.defineRouter('readable', ReadablePaths);
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => resolveAcrossModules(project));
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => showAsGiven(project));
  app.renderer.on(Renderer.EVENT_END_PAGE, (page) => {
    if (page.contents !== undefined) page.contents = accessible(page.contents);
  });
  return app;
}
