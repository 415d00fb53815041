import { join } from 'node:path';
import {
  type DeclarationReflection,
  IntrinsicType,
  type ProjectReflection,
  ReflectionKind,
  type SignatureReflection,
} from 'typedoc';
import ts from 'typescript';

/**
 * Shows a parameter as the compiler takes it while nothing is known of the argument: of `text<T extends string>(text: NotEmpty<T>)`
 * a reader needs `string`. Where no type says that, the words of `@param` have to.
 */
export function showWidest(project: ProjectReflection, root: string): void {
  const places = [...signatures(project), ...properties(project)];
  const shown = resolve(
    places.map(({ type }) => type),
    project,
    root,
  );
  for (const [index, place] of places.entries()) place.take(shown[index] ?? '');
}

interface Place {
  /** A type that stands for what is to be shown, in terms of the modules, which are imported as `M0`, `M1` and so on. */
  readonly type: string;
  take(shown: string): void;
}

function signatures(project: ProjectReflection): Place[] {
  const generic = (project.getReflectionsByKind(ReflectionKind.CallSignature) as SignatureReflection[]).filter(
    ({ typeParameters }) => typeParameters !== undefined,
  );
  return generic.flatMap((signature) => {
    const siblings = signature.parent.getNonIndexSignatures();
    const overload = siblings.indexOf(signature);
    const all = siblings.map((_, index) => `(...given: infer P${index}): any`).join('; ');
    const given = `(${pathOf(signature.parent)} extends { ${all} } ? P${overload} : never)`;
    const parameters = (signature.parameters ?? []).map((parameter, index) => ({
      type: parameter.flags.isRest ? given.replace(/: never\)$/, `: never)[${index}][]`) : `${given}[${index}]`,
      take: (shown: string) => replace(parameter, shown.replace(/^undefined \| | \| undefined\b/, '')),
    }));
    // What a function gives follows from what it was given, and cannot be told apart here.
    replace(signature, outcomes(String(signature.type)));
    delete signature.typeParameters;
    return parameters;
  });
}

/** Of `X extends Y ? A : B` both ends, and of `A<F<T>>` what it is a kind of. */
function outcomes(type: string): string {
  const [, yes, no] = /\bextends\b.*\? (.+) : (.+)$/.exec(type) ?? [];
  return yes === undefined ? type.replace(/^(\w+)<\w+<.+>>$/, '$1') : `${yes} | ${no}`;
}

/** Properties of interfaces that check what they are given, and aliases that are decided by the surroundings. */
function properties(project: ProjectReflection): Place[] {
  const checking = (project.getReflectionsByKind(ReflectionKind.Interface) as DeclarationReflection[]).filter(
    ({ typeParameters }) => typeParameters?.every((each) => each.default !== undefined && each.varianceModifier === undefined),
  );
  const aliases = (project.getReflectionsByKind(ReflectionKind.TypeAlias) as DeclarationReflection[]).filter(
    ({ type, typeParameters }) => type?.type === 'conditional' && typeParameters === undefined,
  );
  const parts = checking.flatMap((owner) => {
    delete owner.typeParameters;
    return (owner.children ?? []).filter((child) => child.kindOf(ReflectionKind.Property));
  });
  return [...parts, ...aliases].map((reflection) => ({
    type: pathOf(reflection),
    take: (shown) => replace(reflection, shown),
  }));
}

function pathOf(reflection: DeclarationReflection): string {
  const { parent } = reflection;
  if (parent?.kindOf(ReflectionKind.Module)) {
    const path = `M${parent.project.children?.indexOf(parent as DeclarationReflection)}.${reflection.name}`;
    return reflection.kindOf(ReflectionKind.Function) ? `typeof ${path}` : path;
  }
  return `${pathOf(parent as DeclarationReflection)}[${JSON.stringify(reflection.name)}]`;
}

function replace(reflection: { type?: unknown; project: ProjectReflection }, shown: string): void {
  reflection.project.removeTypeReflections(reflection.type as never);
  // A rule there says that the compiler waits for the argument itself.
  const told = shown !== '' && !/\bRule<|\bnever\b/.test(shown);
  reflection.type = new IntrinsicType(told ? shown : '…');
}

/** What the compiler makes of types, in words. */
function resolve(types: readonly string[], project: ProjectReflection, root: string): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  const file = join(root, 'src', 'shown.ts');
  const text = [
    ...(project.children ?? []).map(({ name }, index) => `import type * as M${index} from '${name}';`),
    ...types.map((type, index) => `export type S${index} = ${type};`),
  ].join('\n');
  const paths = Object.fromEntries((project.children ?? []).map((module) => [module.name, [sourceOf(module, project)]]));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => path === file || fileExists(path);
  host.getSourceFile = (path, ...rest) =>
    path === file ? ts.createSourceFile(path, text, ts.ScriptTarget.ES2022) : getSourceFile(path, ...rest);
  const program = ts.createProgram([file], { ...options, noEmit: true, paths }, host);
  const checker = program.getTypeChecker();
  const flags =
    ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;
  return (program.getSourceFile(file)?.statements ?? []).filter(ts.isTypeAliasDeclaration).map((alias) => {
    const type = checker.getTypeAtLocation(alias);
    // Each for itself, so that no alias is left that a reader would have to look for.
    const parts = (type.isUnion() ? type.types : [type]).map((part) => checker.typeToString(part, undefined, flags));
    return inWords(parts.map((part) => (parts.length > 1 && part.includes('=>') ? `(${part})` : part)).join(' | '), project);
  });
}

/** With the names that the package exports: without what a check of options adds, and without what stands for a shape. */
function inWords(type: string, project: ProjectReflection): string {
  const exported = new Set(project.children?.flatMap(({ children }) => children ?? []).map(({ name }) => name));
  return type
    .replace(/^(\w+) & \w+<.*>$/, '$1')
    .replace(/\b(\w+)Like\b/g, (name, short) => (exported.has(short) ? short : name))
    .replace(/^(\w+)<.*>$/, (whole, name) => (exported.has(name) ? name : whole));
}

function sourceOf(module: DeclarationReflection, project: ProjectReflection): string {
  return project.getSymbolIdFromReflection(module)?.fileName ?? '';
}
