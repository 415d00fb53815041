import lunr from 'lunr';

/** Lets the search find words in any script: lunr takes off what stands around a word, and everything but Latin letters for that. */
export function findWordsOfAnyScript(): void {
  lunr.trimmer = (token) => token.update((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
  lunr.Pipeline.registerFunction(lunr.trimmer, 'trimmer-of-any-script');
}
