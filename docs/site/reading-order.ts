import type { ProjectReflection, Reflection } from 'typedoc';

/** Puts what a reader needs first before the rest, in the order of a chain; typedoc knows only the order of files. */
export function orderForReading(project: ProjectReflection): void {
  const modules = project.children ?? [];
  const options = modules.flatMap(({ children }) => children ?? []).filter(({ name }) => name.endsWith('Options'));
  const lists = [
    ...[project, ...modules].flatMap(({ categories }) => categories ?? []),
    ...options.flatMap(({ groups }) => groups ?? []),
  ];
  for (const list of lists) list.children = inOrder(list.children as Reflection[]) as typeof list.children;
}

function inOrder(reflections: readonly Reflection[]): Reflection[] {
  const place = ({ name }: Reflection) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...reflections].sort((one, other) => place(one) - place(other));
}

const order = [
  'token',
  'from',
  'callbackUrl',
  'viber-mailing',
  'viber-mailing/phones',
  'viber-mailing/campaign',
  'viber-mailing/postgres',
  'viber-mailing/bullmq',
  'viber-mailing/testing',
  'viber-mailing/sandbox',
  'mailing',
  'Draft',
  'BulkDraft',
  'PersonalDraft',
  'BulkText',
  'BulkImage',
  'BulkButton',
  'PersonalText',
  'PersonalButton',
  'Mailing',
  'request',
  'createClient',
  'openCampaign',
  'createSandbox',
  'parseMailing',
  'parseRequest',
];
