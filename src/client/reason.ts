import type { RequestJson } from '../wire/types.js';
import { type Echo, echoes } from './echoes.js';
import { Letters } from './letters.js';
import { readable } from './readable.js';

const mostCharacters = 300;
const mostSearched = 1_000;

/**
 * What the server said, fit to be logged: one readable line of at most 300 characters, in which the values of the request, whole or
 * in part and however they are written, are replaced by their paths. Nothing where that cannot be made sure.
 */
export function safeReason(said: string, request: () => RequestJson): string {
  try {
    const whole = readable(said.slice(0, 65_536));
    const text = whole.slice(0, mostSearched);
    const letters = new Letters();
    letters.read(text);
    const found = letters.length === 0 ? [] : echoes(text, letters, request());
    const shown = replaced(text, letters, found);
    return shown.length > mostCharacters || whole.length > mostSearched ? cut(shown) : shown;
  } catch {
    // A refusal stays one.
    return '';
  }
}

function replaced(text: string, { length, places }: Letters, found: readonly Echo[]): string {
  const owners: (Echo | undefined)[] = new Array(length).fill(undefined);
  // Where two overlap, the one that begins first has the letters of both.
  for (const echo of found) {
    for (let letter = echo.start; letter < echo.end; letter++) owners[letter] ??= echo;
  }
  let shown = '';
  let from = 0;
  for (let letter = 0; letter < length; ) {
    const owner = owners[letter];
    let end = letter + 1;
    while (end < length && owners[end] === owner) end++;
    if (owner !== undefined) {
      shown += text.slice(from, places[letter]).replace(lead, '') + owner.path;
      from = (places[end - 1] as number) + 1;
    }
    letter = end;
  }
  return shown + text.slice(from);
}

/** What belongs to a value and is not compared. */
const lead = /(?:https?:\/\/)?(?:www\.)?\+?$/i;

function cut(text: string): string {
  const end = mostCharacters - 1;
  const whole = text.slice(0, end).replace(/[\uD800-\uDBFF]$/, '');
  return `${whole}…`;
}
