import { type CommentDisplayPart, type ProjectReflection, type Reflection, ReflectionKind } from 'typedoc';

/** Lets `{@link Name}` in one module lead to what another exports under that name. */
export function resolveAcrossModules(project: ProjectReflection): void {
  const modules = project.getChildrenByKind(ReflectionKind.Module);
  for (const { comment } of Object.values(project.reflections)) {
    for (const part of comment?.summary ?? []) resolve(part, modules);
    for (const { content } of comment?.blockTags ?? []) for (const part of content) resolve(part, modules);
  }
}

function resolve(part: CommentDisplayPart, modules: readonly Reflection[]): void {
  if (part.kind !== 'inline-tag' || part.target !== undefined) return;
  const found = modules.map((module) => module.getChildByName([part.text.trim()])).find((each) => each !== undefined);
  if (found !== undefined) part.target = found;
}
