import { type CommentDisplayPart, type ProjectReflection, type Reflection, ReflectionKind, type Router } from 'typedoc';

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
  const found = exportedBy(modules, part.text.trim());
  if (found !== undefined) part.target = found;
}

/** Leads from what the package exports, where a type is written out, to its page. */
export function withTypeLinks(html: string, project: ProjectReflection, router: Router): string {
  const [, base = ''] = /data-base="([^"]*)"/.exec(html) ?? [];
  return html.replace(/(?<=<span class="tsd-signature-type">)[^<]+(?=<\/span>)/g, (type) =>
    type.replace(/[A-Z]\w+/g, (name) => {
      const found = exportedBy(project.getChildrenByKind(ReflectionKind.Module), name);
      return found === undefined ? name : `<a href="${base}${router.getFullUrl(found)}">${name}</a>`;
    }),
  );
}

function exportedBy(modules: readonly Reflection[], name: string): Reflection | undefined {
  return modules.map((module) => module.getChildByName([name])).find((each) => each !== undefined);
}
