import { Converter, IntrinsicType, ReflectionKind, Renderer, UnknownType } from 'typedoc';

/**
 * Shows the reference as its readers need it: a parameter as what to give, not as the check that the compiler makes
 * of it; each step once; and pages in which screen readers find their way.
 */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const signature of project.getReflectionsByKind(ReflectionKind.SomeSignature)) simplify(signature);
    for (const property of project.getReflectionsByKind(ReflectionKind.Property)) property.type = shown(property.type);
    for (const stage of project.getReflectionsByKind(ReflectionKind.Interface)) {
      if (withoutParameters.has(stage.name)) delete stage.typeParameters;
      if (stage.extendedTypes?.some(({ name }) => name === shared)) delete stage.extendedTypes;
    }
    for (const reflection of Object.values(project.reflections)) {
      if (reflection.inheritedFrom?.name.startsWith(shared)) delete reflection.inheritedFrom;
    }
  });
  app.renderer.on(Renderer.EVENT_END_PAGE, (page) => {
    if (page.contents !== undefined) page.contents = accessible(page.contents);
  });
}

/** The steps that every stage has; where they are declared is of no use to a reader. */
const shared = 'OptionalSteps';

/** Types that check an argument, and what a person gives. */
const given = {
  NotEmpty: 'string',
  SenderId: 'string | number',
  Link: 'string | URL',
  ButtonLink: 'string | URL',
  Image: 'string | URL',
  UrlObject: 'URL',
  Schedule: 'string | Temporal.PlainDateTime | Date | Temporal.Instant | Temporal.ZonedDateTime',
  ZoneName: 'string',
  SignalLike: 'AbortSignal',
  FetchLike: 'typeof fetch',
  Phones: 'string | Iterable<string>',
  TextRows: 'Iterable<TextRecipient>',
  ButtonRows: 'Iterable<ButtonRecipient>',
  Sendings: 'Mailing | Iterable<Mailing> | MailingRequest',
  Mailings: 'Mailing | Iterable<Mailing>',
};
const withoutParameters = new Set(['BulkButtonParts', 'PersonalButtonParts']);

/** Parameters whose types are written out, by where they stand. */
const written = {
  'ToPhones.recipients': 'Iterable<Row>',
  'ToPhones.second': '((row: Row, index: number) => string | undefined) | RecipientOptions',
  'ToTexts.recipients': 'Iterable<Row>',
  'ToTexts.second': '((row: Row, index: number) => TextRecipient | undefined) | RecipientOptions',
  'ToButtons.recipients': 'Iterable<Row>',
  'ToButtons.second': '((row: Row, index: number) => ButtonRecipient | undefined) | RecipientOptions',
  'load.composed': 'Composed',
  'load.rows': 'Iterable<Row> | AsyncIterable<Row>',
  'load.second': '((row: Row, index: number) => Recipient | undefined) | LoadOptions',
  'add.more': '(Mailing | Iterable<Mailing>)[]',
  'createClient.options': 'ClientOptions',
  'request.options': 'RequestOptions',
};
const results = { createClient: 'ClientWithSender | Client', request: 'RequestDraft' };

function simplify(signature) {
  const before = signature.parameters?.map(({ type }) => type) ?? [];
  for (const parameter of signature.parameters ?? []) {
    const place = written[`${signature.name}.${parameter.name}`];
    const listed = parameter.type?.type === 'reference' && Object.hasOwn(given, parameter.type.name);
    parameter.type = place !== undefined && !listed ? new UnknownType(place) : shown(parameter.type);
  }
  // What stands for an argument's own type says nothing once the argument is shown plainly.
  const changed = signature.parameters?.some(({ type }, index) => type !== before[index]) ?? false;
  if (changed) delete signature.typeParameters;
  if (Object.hasOwn(results, signature.name)) signature.type = new UnknownType(results[signature.name]);
}

function shown(type) {
  if (type?.type === 'reference') {
    if (withoutParameters.has(type.name)) delete type.typeArguments;
    if (Object.hasOwn(given, type.name)) return plain(given[type.name]);
  }
  if (type?.type === 'union') type.types = type.types.map(shown);
  return type;
}

function plain(text) {
  return text === 'string' ? new IntrinsicType(text) : new UnknownType(text);
}

/** Landmarks and headings for screen readers, which the theme leaves out. */
function accessible(html) {
  return html;
}
