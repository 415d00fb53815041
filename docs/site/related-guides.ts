import { Comment, type DocumentReflection, JSX, type ProjectReflection, type Reflection, type Router } from 'typedoc';

const { createElement: element } = JSX;

/** How many guides are named. */
const most = 4;

/** The guides that use what a page is about, those that say most of it first. */
export function relatedGuides(
  model: Reflection,
  project: ProjectReflection,
  urlOf: (path: string) => string,
  router: Router,
): JSX.Element | undefined {
  if (model.isDocument() || model.isProject() || !/^\w+$/.test(model.name)) return undefined;
  const name = new RegExp(`\\b${model.name}\\b`, 'g');
  const counted = (project.documents ?? [])
    .filter((guide) => !router.getFullUrl(guide).startsWith('ru/'))
    .map((guide) => ({ guide, count: textOf(guide).match(name)?.length ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .slice(0, most);
  if (counted.length === 0) return undefined;
  const links = counted.map(({ guide }) => element('a', { href: urlOf(router.getFullUrl(guide)) }, guide.name));
  return element(
    'p',
    { class: 'related' },
    'In the guides: ',
    ...links.flatMap((link, index) => (index === 0 ? [link] : [' · ', link])),
  );
}

function textOf(guide: DocumentReflection): string {
  return Comment.combineDisplayParts(guide.content);
}
