// The mocks that need a test runner: the same file is run by Jest and by vitest. It writes what it saw where run.ts looks for it.
import { writeFileSync } from 'node:fs';
import { spied } from './tools.mjs';

const seen = {};
const { JEST_WORKER_ID: inJest, VITEST: inVitest } = process.env;
const { jest: runner, vi } = inVitest ? await import('vitest') : await import('@jest/globals');
const spying = runner ?? vi;

const spy = () => {
  const fetch = spying.spyOn(globalThis, 'fetch');
  return {
    once: (text, status) => fetch.mockResolvedValueOnce(new Response(text, { status })),
    rejects: (error) => fetch.mockRejectedValueOnce(error),
    calls: () => fetch.mock.calls,
  };
};

const jestFetchMock = async () => {
  globalThis.jest = spying;
  const { default: fetchMock } = await import('jest-fetch-mock');
  fetchMock.enableMocks();
  return {
    once: (text, status) => fetchMock.mockResponseOnce(text, { status }),
    rejects: (error) => fetchMock.mockRejectOnce(error),
    calls: () => fetchMock.mock.calls,
  };
};

test('a spy on fetch', async () => {
  seen[inVitest ? '`vi.spyOn`' : '`jest.spyOn`'] = await spied(spy()).catch((error) => ({ fault: error.message }));
  spying.restoreAllMocks();
});

test('jest-fetch-mock', async () => {
  if (inJest) seen['jest-fetch-mock 4'] = await spied(await jestFetchMock()).catch((error) => ({ fault: error.message }));
});

afterAll(() => writeFileSync(process.env.SEEN, JSON.stringify(seen)));
