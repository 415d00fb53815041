import { Language } from './language.js';

/** The files of `type-files.ts`, put here by the build. */
declare const typeFiles: string;

/** What the page asks; the answer has the same number. */
export type Question =
  | { readonly ask: 'check'; readonly program: string }
  | { readonly ask: 'complete' | 'hover'; readonly program: string; readonly at: number };

const language = new Language(JSON.parse(typeFiles));

addEventListener('message', ({ data }: MessageEvent<Question & { readonly number: number }>) => {
  const answer = data.ask === 'check' ? language.check(data.program) : language[data.ask](data.program, data.at);
  (postMessage as (message: object) => void)({ number: data.number, answer });
});
