import { fileURLToPath } from 'node:url';
import {
  Application,
  Comment,
  Converter,
  type DeclarationReflection,
  type ProjectReflection,
  ReflectionKind,
  Renderer,
  type Router,
  TSConfigReader,
  TypeDocReader,
} from 'typedoc';
import { accessible } from './accessible.js';
import { categorize, groupSteps } from './categories.js';
import { withWholeLines } from './code-lines.js';
import { firstSentence } from './guides.js';
import { languageOf } from './layout.js';
import { resolveAcrossModules, withTypeLinks } from './links.js';
import { withPictures } from './pictures.js';
import { withTryLinks } from './playground/try-links.js';
import { ReadablePaths } from './readable-paths.js';
import { orderForReading } from './reading-order.js';
import { ReferenceTheme } from './reference-theme.js';
import { withRuleLinks } from './rule-links.js';
import { inRussian } from './russian.js';
import { type Section, sectionsOf } from './search/sections.js';
import { showWidest } from './widest-types.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** typedoc as `typedoc.json` sets it up, with what the site changes in it, and what can be searched once it has written the pages. */
export async function documentation(): Promise<{ app: Application; sections: readonly Section[] }> {
  // The compiler checks the source in a part of its own.
  const app = await Application.bootstrapWithPlugins(
    { theme: 'reference', router: 'readable', skipErrorChecking: true, logLevel: 'Warn' },
    [new TypeDocReader(), new TSConfigReader()],
  );
  const sections: Section[] = [];
  app.renderer.defineTheme('reference', ReferenceTheme);
  app.renderer.defineRouter('readable', ReadablePaths);
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    withoutConstructors(project);
    withoutIndexSignatures(project);
    resolveAcrossModules(project);
    categorize(project);
    groupSteps(project);
  });
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => showWidest(project, root));
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => orderForReading(project), -1000);
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => summarize(project));
  app.renderer.on(Renderer.EVENT_END_PAGE, (page) => {
    const linked = withRuleLinks(withTypeLinks(page.contents ?? '', page.project, app.renderer.router as Router));
    const language = languageOf(page);
    const whole = accessible(withWholeLines(withPictures(withTryLinks(linked, page.url), language)));
    page.contents = language === 'ru' ? inRussian(whole) : whole;
    sections.push(...sectionsOf(page.url, page.contents));
  });
  return { app, sections };
}

/** What the library throws is caught by its users, and made by nobody else. */
function withoutConstructors(project: ProjectReflection): void {
  for (const made of project.getReflectionsByKind(ReflectionKind.Constructor)) project.removeReflection(made);
}

/** A stage's index signature gives the compiler its sentence for a step that is out of place: it is no step. */
function withoutIndexSignatures(project: ProjectReflection): void {
  for (const stage of project.getReflectionsByKind(ReflectionKind.Interface) as DeclarationReflection[]) {
    for (const signature of stage.indexSignatures ?? []) project.removeReflection(signature);
    delete stage.indexSignatures;
  }
}

/** Lets a guide's first sentence stand beside its title in the list of all pages. */
function summarize(project: ProjectReflection): void {
  for (const guide of project.documents ?? []) {
    guide.frontmatter['summary'] ??= firstSentence(Comment.combineDisplayParts(guide.content));
  }
}
