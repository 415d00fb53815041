import { readFileSync } from 'node:fs';
import {
  Comment,
  DefaultTheme,
  DefaultThemeRenderContext,
  JSX,
  type PageEvent,
  type Reflection,
  ReflectionKind,
  type RendererEvent,
  type TypeParameterReflection,
} from 'typedoc';
import { firstSentence } from './guides.js';
import { languageOf, layout } from './layout.js';
import { optionsTables } from './options-table.js';
import { pictureOf } from './pictures.js';
import { relatedGuides } from './related-guides.js';
import { siteMenu } from './site-menu.js';

/** The default theme, in the order in which a reader wants it: what a thing is for, its steps, and the types last. */
export class ReferenceTheme extends DefaultTheme {
  override async preRender(event: RendererEvent): Promise<void> {
    await super.preRender(event);
    // The highlighter gives up on a line after half a second, which on a busy machine is less than it takes to get ready.
    for (const language of ['ts', 'js', 'json', 'sh', 'ts']) this.markedPlugin.getHighlighted(warmUp, language);
  }

  override getRenderContext(page: PageEvent<Reflection>): DefaultThemeRenderContext {
    return new ReferenceContext(this.router, this, page, this.application.options);
  }
}

const warmUp =
  "import { mailing } from 'viber-mailing'; // how\nconst sale = mailing().bulk().text(`Hello`).to(['375291111111']);\n";

class ReferenceContext extends DefaultThemeRenderContext {
  readonly #default = { ...(this as DefaultThemeRenderContext) };

  /** The members say it all; the declaration would say it twice. */
  override reflectionPreview = () => undefined;

  /** Where a member is declared is of no use to a reader. */
  override memberSources = () => empty;

  override hierarchy: DefaultThemeRenderContext['hierarchy'] = (hierarchy) =>
    this.page.model.kindOf(ReflectionKind.Class) ? this.#default.hierarchy(hierarchy) : undefined;

  override breadcrumbs: DefaultThemeRenderContext['breadcrumbs'] = (reflection) =>
    reflection.parent?.isProject() ? empty : this.#default.breadcrumbs(reflection);

  override typeParameters = () => empty;

  /** The declaration shows what is optional, and that nothing is to be written. */
  override reflectionFlags = () => empty;

  override commentSummary: DefaultThemeRenderContext['commentSummary'] = (reflection) => {
    const summary = this.#default.commentSummary(reflection);
    if (reflection !== this.page.model) return summary;
    return JSX.createElement(JSX.Fragment, null, summary, JSX.createElement(JSX.Raw, { html: pictureOf(reflection.name) }));
  };

  /** Without what the declaration above it says already. */
  override memberSignatureBody: DefaultThemeRenderContext['memberSignatureBody'] = (signature, options) => {
    const parameters = signature.parameters?.filter(({ comment }) => comment !== undefined);
    const type = signature.comment?.getTag('@returns') === undefined ? undefined : signature.type;
    return JSX.createElement(
      JSX.Fragment,
      null,
      this.#default.memberSignatureBody(
        Object.create(signature, { parameters: { value: parameters }, type: { value: type } }),
        options,
      ),
      optionsTables(signature, this),
    );
  };

  override defaultLayout: DefaultThemeRenderContext['defaultLayout'] = (template, page) => {
    const { documents } = this.page.project;
    const language = languageOf(page);
    const paths = (documents ?? []).map((document) => this.router.getFullUrl(document));
    const name = page.model.isProject() ? page.project.name : `${page.model.name} | ${page.project.name}`;
    return layout({
      title: page.model.isProject() && page.url !== 'index.html' ? `All pages | ${name}` : name,
      description: descriptionOf(page.model),
      urlOf: (path) => this.relativeURL(path),
      language,
      otherLanguage: translated(page.url, paths),
      version,
      content: [
        this.header(page),
        template(page),
        relatedGuides(page.model, page.project, (path) => this.relativeURL(path), this.router),
      ],
      onThisPage: this.pageNavigation(page),
      allPages: siteMenu(this.getNavigation(), page.url, language, (path) => this.relativeURL(path)),
    });
  };

  /** A line for each group of members. */
  override index: DefaultThemeRenderContext['index'] = (container) => {
    const groups = (container.groups ?? []).filter(({ children }) => children.length > 0);
    return JSX.createElement(
      'nav',
      { class: 'tsd-panel', 'aria-label': 'Members' },
      ...groups.map(({ title, children }) =>
        JSX.createElement(
          'p',
          null,
          `${title}: `,
          ...children.flatMap((child, index) => [
            index > 0 ? ' · ' : '',
            JSX.createElement('a', { href: this.urlTo(child) }, JSX.createElement('code', null, child.name)),
          ]),
        ),
      ),
    );
  };

  override reflectionTemplate = (page: PageEvent<Reflection>) =>
    JSX.createElement(JSX.Fragment, null, this.#default.reflectionTemplate(page as never), this.#parametersOf(page.model));

  #parametersOf(reflection: Reflection) {
    const { typeParameters } = reflection as { typeParameters?: readonly TypeParameterReflection[] };
    return typeParameters === undefined ? empty : this.#default.typeParameters([...typeParameters]);
  }
}

const { version, description: aboutPackage } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** What a page is about, in a sentence, for who finds it elsewhere. */
function descriptionOf(model: Reflection): string {
  if (model.isProject()) return aboutPackage;
  if (model.isDocument()) return String(model.frontmatter['summary'] ?? '');
  const { comment } = model.isDeclaration() && model.signatures?.[0] !== undefined ? model.signatures[0] : model;
  return firstSentence(Comment.combineDisplayParts(comment?.summary));
}

/** The same page in the other language, where there is one; else where that language begins. */
function translated(url: string, paths: readonly string[]): string {
  if (url === 'index.html') return 'ru/readme.html';
  const [from, to, start] = url.startsWith('ru/') ? ['ru/', 'guides/', 'index.html'] : ['guides/', 'ru/', 'ru/readme.html'];
  const other = url.replace(from, to);
  return other !== url && paths.includes(other) ? other : start;
}

const empty = JSX.createElement(JSX.Fragment, null);
