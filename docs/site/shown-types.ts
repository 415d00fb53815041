import {
  type DeclarationReflection,
  IntrinsicType,
  type ProjectReflection,
  ReflectionKind,
  type SignatureReflection,
  type SomeType,
} from 'typedoc';

/** Shows a parameter as what to give, not as the check that the compiler makes of it, and a step without where it is declared. */
export function showAsGiven(project: ProjectReflection): void {
  for (const signature of project.getReflectionsByKind(ReflectionKind.SomeSignature) as SignatureReflection[]) simplify(signature);
  for (const reflection of project.getReflectionsByKind(
    ReflectionKind.SomeType | ReflectionKind.Property | ReflectionKind.Interface,
  )) {
    if (!reflection.isDeclaration()) continue;
    if (reflection.kindOf(ReflectionKind.Property) && reflection.type !== undefined) reflection.type = shown(reflection.type);
    if (withoutParameters.has(reflection.name)) delete reflection.typeParameters;
    // The steps that every stage has; that they are declared once is of no use to a reader.
    if (reflection.extendedTypes?.some((type) => 'name' in type && type.name === 'OptionalSteps')) delete reflection.extendedTypes;
    replace(reflection, whole.get(reflection.name));
  }
}

/** Sets a type, and forgets what was in the one before. */
function replace(reflection: DeclarationReflection | SignatureReflection, text: string | undefined): void {
  if (text === undefined) return;
  reflection.project.removeTypeReflections(reflection.type);
  reflection.type = plain(text);
}

/** Types that check an argument, and what a person gives. */
const given = namedBy({
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
});
const withoutParameters = new Set(['BulkButtonParts', 'PersonalButtonParts']);

/** Parameters whose types are written out, by where they stand. */
const written = namedBy({
  'mailing.name': 'string',
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
});
/** What a function gives, and what an alias stands for, by its name. */
const whole = namedBy({
  createClient: 'ClientWithSender | Client',
  request: 'RequestDraft',
  SandboxResponse: 'Response',
});

function simplify(signature: SignatureReflection): void {
  const before = signature.parameters?.map(({ type }) => String(type)) ?? [];
  for (const parameter of signature.parameters ?? []) {
    const place = written.get(`${signature.name}.${parameter.name}`);
    if (parameter.type === undefined) continue;
    const listed = parameter.type.type === 'reference' && given.has(parameter.type.name);
    parameter.type = place !== undefined && !listed ? plain(place) : shown(parameter.type);
  }
  // What stands for an argument's own type says nothing once the argument is shown plainly.
  const changed = signature.parameters?.some(({ type }, index) => String(type) !== before[index]) ?? false;
  if (changed) delete signature.typeParameters;
  replace(signature, whole.get(signature.name));
}

function shown(type: SomeType): SomeType {
  if (type.type === 'reference') {
    if (withoutParameters.has(type.name)) delete type.typeArguments;
    const text = given.get(type.name);
    if (text !== undefined) return plain(text);
  }
  if (type.type === 'union') type.types = type.types.map(shown);
  return type;
}

function plain(text: string): SomeType {
  return new IntrinsicType(text);
}

function namedBy(texts: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(texts));
}
