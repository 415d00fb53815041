import { InvalidInputError, SendError } from 'viber-mailing';
import type { Entrance } from './entrances.ts';
import { Callers } from './lures.ts';
import { mark, markedDigits } from './recipe.ts';

/** Why an error is not one that an entrance may give; `undefined` where it is. */
export function faultOf(error: unknown, { calls }: Entrance): string | undefined {
  if (error instanceof Callers) return calls ? undefined : "the caller's error got out";
  // What the engine says of a callback that cannot be called.
  if (calls && error instanceof TypeError && /'apply' on a proxy|without 'new'/.test(error.message)) return undefined;
  if (error instanceof SendError) return leak(error, { ...error });
  if (!(error instanceof InvalidInputError))
    return `it threw ${error instanceof Error ? (error.stack ?? error.name) : typeof error}`;
  const { issues, total } = error;
  if (issues.length === 0 || issues.length > 100 || total < issues.length)
    return `it counts ${total} issues and has ${issues.length}`;
  for (const { code, path, message } of issues) {
    if (!/^[a-z_]+$/.test(code) || typeof message !== 'string' || message === '') return `the issue ${code} says nothing`;
    if (path.length > 200) return 'a path is long';
  }
  return leak(error, issues);
}

function leak(error: Error, parts: unknown): string | undefined {
  const said = `${error.message}\n${error.stack}\n${JSON.stringify(parts)}`;
  return said.includes(mark) || said.includes(markedDigits) ? 'it holds something of the value' : undefined;
}
