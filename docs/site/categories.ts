import { CommentTag, type DeclarationReflection, type ProjectReflection, ReflectionKind } from 'typedoc';
import { groupOfStep } from './step-groups.js';

/** The category of what stands in a folder or a file of `src/`: the first that its path begins with. */
const categories: readonly (readonly [string, string])[] = [
  ['wire/types', 'JSON from elsewhere'],
  ['wire/content-types', 'JSON from elsewhere'],
  ['wire/recipients', 'Recipients'],
  ['wire/internal', 'Recipients'],
  ['wire/link', 'Composing'],
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
    const named = commentsOf(reflection).some((comment) => comment.getTag('@category') !== undefined);
    if (category !== undefined && !named) addTag(reflection, '@category', category);
  }
}

/** Puts the steps of each stage, which alone know of a sender, into the groups that typedoc.json orders. */
export function groupSteps(project: ProjectReflection): void {
  for (const stage of project.getReflectionsByKind(ReflectionKind.Interface) as DeclarationReflection[]) {
    if (!stage.typeParameters?.some(({ name }) => name.endsWith('Sender'))) continue;
    for (const step of stage.children ?? []) addTag(step, '@group', groupOfStep(step.name));
  }
}

function addTag(reflection: DeclarationReflection, tag: `@${string}`, text: string): void {
  for (const { blockTags } of commentsOf(reflection)) blockTags.push(new CommentTag(tag, [{ kind: 'text', text }]));
}

/** Its own, or those of its signatures, where it is a function. */
function commentsOf({ comment, signatures = [] }: DeclarationReflection) {
  return [comment, ...signatures.map((signature) => signature.comment)].filter((each) => each !== undefined);
}
