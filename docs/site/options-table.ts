import {
  Comment,
  type DeclarationReflection,
  type DefaultThemeRenderContext,
  JSX,
  ReflectionKind,
  type SignatureReflection,
} from 'typedoc';

const { createElement: element } = JSX;

/** The options that a function takes, where it is described: their types and defaults, and what they are for. */
export function optionsTables(signature: SignatureReflection, context: DefaultThemeRenderContext): JSX.Element {
  const interfaces = context.page.project.getReflectionsByKind(ReflectionKind.Interface) as DeclarationReflection[];
  const taken = (signature.parameters ?? []).flatMap(({ type }) =>
    interfaces.filter(({ name }) => name === String(type) && name.endsWith('Options')),
  );
  return element(JSX.Fragment, null, ...taken.map((options) => table(options, context)));
}

function table(options: DeclarationReflection, context: DefaultThemeRenderContext): JSX.Element {
  const rows = (options.groups ?? []).flatMap(({ children }) => children as DeclarationReflection[]);
  return element(
    'div',
    { class: 'options tsd-typography' },
    element(
      'p',
      null,
      'Options, as ',
      element('a', { href: context.urlTo(options) }, element('code', null, options.name)),
      ' has them with examples:',
    ),
    element(
      'table',
      null,
      element(
        'thead',
        null,
        element('tr', null, ...['Option', 'Type', 'Default', 'What it is for'].map((name) => element('th', null, name))),
      ),
      element('tbody', null, ...rows.map((option) => row(option, context))),
    ),
  );
}

function row(option: DeclarationReflection, context: DefaultThemeRenderContext): JSX.Element {
  const { comment, flags, type } = option;
  const given = comment?.getTag('@defaultValue')?.content ?? [];
  const standard = Comment.combineDisplayParts(given)
    .replace(/^```\w*\n|\n```$/g, '')
    .replaceAll('`', '');
  return element(
    'tr',
    null,
    element('td', null, element('a', { href: context.urlTo(option) }, element('code', null, option.name))),
    element('td', null, element('code', null, String(type).replace(/ \| undefined$/, ''))),
    element('td', null, standard === '' ? (flags.isOptional ? 'none' : 'required') : element('code', null, standard)),
    element('td', null, element(JSX.Raw, { html: context.markdown(firstParagraph(comment)) })),
  );
}

function firstParagraph(comment: Comment | undefined): Comment['summary'] {
  const parts: Comment['summary'] = [];
  for (const part of comment?.summary ?? []) {
    const [text = '', ...rest] = part.kind === 'text' ? part.text.split('\n\n') : [part.text];
    parts.push({ ...part, text } as (typeof parts)[number]);
    if (rest.length > 0) break;
  }
  return parts;
}
