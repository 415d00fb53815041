import { createRequire } from 'node:module';
import { join } from 'node:path';
import { strictest, userFolder } from './compile.ts';

const ts = createRequire(import.meta.url)('typescript') as typeof import('typescript');

// What VS Code asks for: members that must be written in another way, such as `[name]`, too.
const asInVsCode = { includeCompletionsWithInsertText: true };

/** What an editor shows, at the place of each `|` in a program. */
export interface Shown {
  /** What is offered there, with the doc comment of each. */
  completions(): Offer[];
  /** The members of what stands before the dot there, in the order of their declarations. */
  members(): string[];
  /** The type of what stands there. */
  hover(): string;
}

export interface Offer {
  readonly name: string;
  readonly kind: string;
  readonly documentation: string;
}

/** Opens a program in the editor, once for all its places. */
export function edit(program: string): Shown[] {
  const file = join(userFolder(), 'edited.mts');
  const [first = '', ...rest] = program.split('|');
  const text = [first, ...rest].join('');
  const service = ts.createLanguageService(
    {
      getScriptFileNames: () => [file],
      getScriptVersion: () => '1',
      getScriptSnapshot: (name) => {
        const content = name === file ? text : ts.sys.readFile(name);
        return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
      },
      getCurrentDirectory: () => userFolder(),
      getCompilationSettings: () => ts.convertCompilerOptionsFromJson({ ...strictest, lib: ['es2023'] }, '').options,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (name) => name === file || ts.sys.fileExists(name),
      readFile: ts.sys.readFile,
      directoryExists: ts.sys.directoryExists,
    },
    ts.createDocumentRegistry(),
  );
  let position = 0;
  return [first, ...rest].slice(0, -1).map((part) => {
    position += part.length;
    const at = position;
    return {
      completions: () =>
        (service.getCompletionsAtPosition(file, at, asInVsCode)?.entries ?? []).map(({ name, kind }) => {
          const details = service.getCompletionEntryDetails(file, at, name, {}, undefined, {}, undefined);
          return { name, kind, documentation: ts.displayPartsToString(details?.documentation) };
        }),
      members: () => {
        const program = service.getProgram() as import('typescript').Program;
        const checker = program.getTypeChecker();
        const expression = expressionBefore(program.getSourceFile(file) as import('typescript').SourceFile, at);
        const names = checker.getPropertiesOfType(checker.getTypeAtLocation(expression)).map(({ name }) => name);
        // Symbols are not shown.
        return names.filter((name) => !name.startsWith('__@'));
      },
      hover: () => ts.displayPartsToString(service.getQuickInfoAtPosition(file, at)?.displayParts),
    };
  });
}

/** The expression whose dot stands before a position. */
function expressionBefore(node: import('typescript').Node, position: number): import('typescript').Node {
  const inner = ts.forEachChild(node, (child) => (child.pos < position && position <= child.end ? child : undefined));
  if (inner === undefined) throw new Error(`no expression at ${position}`);
  return ts.isPropertyAccessExpression(inner) && inner.name.pos === position ? inner.expression : expressionBefore(inner, position);
}
