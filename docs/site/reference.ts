import { Comment, type DeclarationReflection, type ProjectReflection, ReflectionKind, type SignatureReflection } from 'typedoc';

/** The reference as Markdown, with each export, what it does, what it throws and its examples. */
export function reference(project: ProjectReflection): string {
  const modules = project.getChildrenByKind(ReflectionKind.Module);
  const parts = modules.flatMap((module) => [
    `## ${module.name}`,
    ...(module.categories ?? []).flatMap(({ children }) => children).flatMap((child) => entry(child as DeclarationReflection)),
  ]);
  return `${['# Reference', ...onceEach(parts)].join('\n\n')}\n`;
}

/** Without what was said before: every stage has the same optional steps. */
function onceEach(parts: readonly string[]): string[] {
  return parts.filter((part, index) => part !== '' && (part.startsWith('#') || parts.indexOf(part) === index));
}

function entry(reflection: DeclarationReflection): string[] {
  const members = (reflection.children ?? []).filter(({ kind }) => kind !== ReflectionKind.Constructor);
  const callable = reflection.kindOf(ReflectionKind.Interface) ? (reflection.signatures ?? []) : [];
  return [
    `### ${heading(reflection)}`,
    ...described(reflection),
    ...callable.flatMap((signature) => [`#### \`${call('', signature)}\``, written(signature.comment)]),
    ...members.flatMap((member) => [`#### ${heading(member)}`, ...described(member)]),
  ];
}

function heading(reflection: DeclarationReflection): string {
  const calls = signatures(reflection);
  if (calls.length > 0) return calls.map((signature) => `\`${call(reflection.name, signature)}\``).join(' · ');
  const kinds = { [ReflectionKind.Interface]: 'interface', [ReflectionKind.Class]: 'class', [ReflectionKind.TypeAlias]: 'type' };
  const between = reflection.kindOf(ReflectionKind.TypeAlias) ? ' = ' : reflection.flags.isOptional ? '?: ' : ': ';
  const type = `${reflection.type ?? ''}`;
  // What is read off a table of the library's own tells a reader nothing.
  const shown = type === '' || type.startsWith('keyof typeof ') ? '' : `${between}${type}`;
  return `\`${[kinds[reflection.kind as keyof typeof kinds], reflection.name].filter(Boolean).join(' ')}${shown}\``;
}

function call(name: string, { parameters = [], type }: SignatureReflection): string {
  const list = parameters.map((parameter) => `${parameter.name}${parameter.flags.isOptional ? '?' : ''}: ${parameter.type}`);
  return `${name}(${list.join(', ')}): ${type}`;
}

function described(reflection: DeclarationReflection): string[] {
  return [reflection, ...signatures(reflection)].map(({ comment }) => written(comment));
}

/** Of a function or a method. */
function signatures({ signatures = [], kind }: DeclarationReflection): readonly SignatureReflection[] {
  return kind === ReflectionKind.Interface ? [] : signatures;
}

function written(comment: Comment | undefined): string {
  if (comment === undefined) return '';
  const tags = comment.blockTags.filter(({ tag }) => told.has(tag));
  const blocks = tags.map(({ tag, content }) => `${told.get(tag)}${Comment.combineDisplayParts(content)}`);
  const text = [Comment.combineDisplayParts(comment.summary), ...blocks].join('\n\n');
  return text.replace(/\{@link ([^}]+)\}/g, '$1').replace(/^Default: ```ts\n(.*)\n```$/gm, 'Default: `$1`');
}

const told = new Map([
  ['@throws', 'Throws: '],
  ['@returns', 'Returns: '],
  ['@defaultValue', 'Default: '],
  ['@example', ''],
]);
