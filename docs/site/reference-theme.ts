import {
  DefaultTheme,
  DefaultThemeRenderContext,
  JSX,
  type PageEvent,
  type Reflection,
  ReflectionKind,
  type RendererEvent,
  type TypeParameterReflection,
} from 'typedoc';
import { pictureOf } from './pictures.js';
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
    return this.#default.memberSignatureBody(
      Object.create(signature, { parameters: { value: parameters }, type: { value: type } }),
      options,
    );
  };

  override navigation: DefaultThemeRenderContext['navigation'] = ({ url }) =>
    siteMenu(this.getNavigation(), url, (path) => this.relativeURL(path));

  /** The choice of colours stands above the page. */
  override settings = () => empty;

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

const empty = JSX.createElement(JSX.Fragment, null);
