import { type CommentDisplayPart, type ProjectReflection, type Reflection, ReflectionKind } from 'typedoc';

/** Lets `{@link Name}` in any module lead to what the package's main module exports under that name. */
export function resolveAcrossModules(project: ProjectReflection): void {
  const main = project.getChildByName(['viber-mailing']);
  for (const { comment } of Object.values(project.reflections)) {
    for (const part of comment?.summary ?? []) resolve(part, main);
    for (const { content } of comment?.blockTags ?? []) for (const part of content) resolve(part, main);
  }
}

function resolve(part: CommentDisplayPart, main: Reflection | undefined): void {
  if (part.kind !== 'inline-tag' || part.target !== undefined) return;
  const found = main?.getChildByName([part.text.trim()]);
  if (found?.kindOf(ReflectionKind.SomeExport)) part.target = found;
}
