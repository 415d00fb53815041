import { createMemoryHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { MailingSchema } from 'viber-mailing';
import { bad, good, same } from './shared.ts';

const search = async (json: object) => {
  const root = createRootRoute();
  const route = createRoute({ getParentRoute: () => root, path: '/compose', validateSearch: MailingSchema });
  const query = Object.entries(json)
    .map(
      ([key, value]) =>
        `${key}=${encodeURIComponent(typeof value === 'string' && !/^\d+$/.test(value) ? value : JSON.stringify(value))}`,
    )
    .join('&');
  const router = createRouter({
    routeTree: root.addChildren([route]),
    history: createMemoryHistory({ initialEntries: [`/compose?${query}`] }),
  });
  await router.load();
  const match: any = router.state.matches.at(-1);
  return match.searchError === undefined ? match.search.message_type : 'refused';
};
same([await search(good), await search(bad)], ['bulk', 'refused']);
