import ts from 'typescript';
import { groupOfStep, isStage } from '../../step-groups.js';
import { scriptOf } from './script.js';
import { type Said, sentenceOf } from './sentence.js';

/** A mistake, and where it stands. */
export interface Problem extends Said {
  readonly from: number;
  readonly to: number;
}

export interface Checked {
  readonly problems: readonly Problem[];
  /** What to run; not there where the program cannot be read. */
  readonly script: string | undefined;
}

/** A name that can be written somewhere. */
export interface Offer {
  readonly name: string;
  readonly kind: string;
  /** Its group in the reference, such as `Next step`. */
  readonly group: ReturnType<typeof groupOfStep> | undefined;
  readonly documentation: string;
  /** Whether it is there only to say that it does not exist. */
  readonly refuses: boolean;
}

export interface Hover {
  readonly from: number;
  readonly to: number;
  readonly type: string;
  readonly documentation: string;
}

const main = '/main.ts';

/** Beyond this, offers come without documentation: they are all names there are. */
const mostDocumented = 40;

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.es2022.d.ts'],
  types: [],
  strict: true,
  noEmit: true,
  // A sentence that is cut off is none.
  noErrorTruncation: true,
};

/** The project's own compiler over one program, whose files are in memory. */
export class Language {
  readonly #service: ts.LanguageService;
  #program = '';
  #version = 0;

  constructor(files: Readonly<Record<string, string>>) {
    const read = (path: string) => (path === main ? this.#program : files[path]);
    this.#service = ts.createLanguageService({
      getScriptFileNames: () => ['/globals.d.ts', main],
      getScriptVersion: (path) => (path === main ? String(this.#version) : '0'),
      getScriptSnapshot: (path) => {
        const text = read(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => '/',
      getCompilationSettings: () => options,
      getDefaultLibFileName: () => '/lib/lib.es2022.d.ts',
      fileExists: (path) => read(path) !== undefined,
      readFile: read,
      directoryExists: (path) => Object.keys(files).some((file) => file.startsWith(`${path}/`)),
    });
  }

  check(program: string): Checked {
    this.#take(program);
    const unreadable = this.#service.getSyntacticDiagnostics(main);
    const found = unreadable.length > 0 ? unreadable : this.#service.getSemanticDiagnostics(main);
    return { problems: found.map(problemOf), script: unreadable.length > 0 ? undefined : scriptOf(program) };
  }

  complete(program: string, at: number): Offer[] {
    this.#take(program);
    const found = (this.#service.getCompletionsAtPosition(main, at, { includeSymbol: true })?.entries ?? []).filter(
      // What is just being written within quotes is no offer.
      ({ name, kind, replacementSpan: span }) =>
        kind !== 'string' || name !== (span && program.slice(span.start, span.start + span.length)),
    );
    const documented = found.length <= mostDocumented;
    const stage = isStage(found.map(({ name }) => name));
    const entries = documented ? found.toSorted((a, b) => declaredAt(a) - declaredAt(b)) : found;
    return entries.map(({ name, kind }) => {
      const details = documented
        ? this.#service.getCompletionEntryDetails(main, at, name, {}, undefined, {}, undefined)
        : undefined;
      return {
        name,
        kind,
        group: stage ? groupOfStep(name) : undefined,
        documentation: firstSentence(ts.displayPartsToString(details?.documentation)),
        refuses: ts.displayPartsToString(details?.displayParts).endsWith('): never'),
      };
    });
  }

  hover(program: string, at: number): Hover | undefined {
    this.#take(program);
    const info = this.#service.getQuickInfoAtPosition(main, at);
    if (info === undefined) return undefined;
    const { start, length } = info.textSpan;
    return {
      from: start,
      to: start + length,
      type: ts.displayPartsToString(info.displayParts),
      documentation: firstSentence(ts.displayPartsToString(info.documentation)),
    };
  }

  #take(program: string): void {
    if (program === this.#program) return;
    this.#program = program;
    this.#version++;
  }
}

/** Members come in the order in which they are declared, which is the order of the reference. */
function declaredAt({ symbol }: ts.CompletionEntry): number {
  return symbol?.declarations?.[0]?.pos ?? 0;
}

function problemOf({ start = 0, length = 0, messageText }: ts.Diagnostic): Problem {
  return { from: start, to: start + length, ...sentenceOf(ts.flattenDiagnosticMessageText(messageText, '\n')) };
}

function firstSentence(documentation: string): string {
  return /^.*?\.(?=\s|$)/s.exec(documentation)?.[0].replace(/[\n`]/g, (mark) => (mark === '\n' ? ' ' : '')) ?? documentation;
}
