import { KindRouter, type Reflection } from 'typedoc';

/** Gives a guide's page the name of the guide's file. */
export class ReadablePaths extends KindRouter {
  override getIdealBaseName(reflection: Reflection): string {
    const file = reflection.isDocument() ? reflection.project.files.getReflectionPath(reflection) : undefined;
    const [, name] = /\/docs\/((?:guides|ru)\/.+)\.md$/.exec(file ?? '') ?? [];
    return name ?? super.getIdealBaseName(reflection);
  }
}
