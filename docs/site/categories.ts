import { CommentTag, type DeclarationReflection, type ProjectReflection } from 'typedoc';

/** The category of what stands in a folder or a file of `src/`: the first that its path begins with. */
const categories: readonly (readonly [string, string])[] = [
  ['wire/types', 'JSON from elsewhere'],
  ['wire/standard-schema', 'JSON from elsewhere'],
  ['wire/content-types', 'JSON from elsewhere'],
  ['wire/recipients', 'Recipients'],
  ['wire/options', 'Requests'],
  ['wire/answer', 'Sending'],
  ['wire/errors', 'Errors'],
  ['wire/rules', 'Errors'],
  ['mailing/parse', 'JSON from elsewhere'],
  ['mailing/request', 'Requests'],
  ['mailing', 'Composing'],
  ['phones', 'Phones'],
  ['client', 'Sending'],
  ['campaign/bullmq', 'BullMQ'],
  ['campaign/ledger', 'Ledgers'],
  ['campaign/stored', 'Ledgers'],
  ['campaign/sqlite', 'Ledgers'],
  ['campaign/postgres', 'Ledgers'],
  ['campaign/testing', 'Ledgers'],
  ['campaign', 'Campaigns'],
  ['sandbox', 'Sandbox'],
  ['preview', 'Pictures'],
];

/** Puts each export into the category of its place, unless its comment names another with `@category`. */
export function categorize(project: ProjectReflection): void {
  const exported = (project.children ?? []).flatMap(({ children }) => children ?? []);
  for (const reflection of exported) {
    const path = project.getSymbolIdFromReflection(reflection)?.fileName ?? '';
    const category = categories.find(([begin]) => path.includes(`src/${begin}`))?.[1];
    const comments = commentsOf(reflection);
    if (category === undefined || comments.some((comment) => comment.getTag('@category') !== undefined)) continue;
    for (const { blockTags } of comments) blockTags.push(new CommentTag('@category', [{ kind: 'text', text: category }]));
  }
}

/** Its own, or those of its signatures, where it is a function. */
function commentsOf({ comment, signatures = [] }: DeclarationReflection) {
  return [comment, ...signatures.map((signature) => signature.comment)].filter((each) => each !== undefined);
}
