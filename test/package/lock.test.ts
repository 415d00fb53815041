import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Lock {
  readonly packages: Readonly<Record<string, object>>;
}

const lock: Lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));

test('the lock file names no place to download from', () => {
  const packages = Object.entries(lock.packages);
  expect(packages.length).toBeGreaterThan(100);
  const placed = packages.filter(([, entry]) => 'resolved' in entry || hosts({ ...entry, funding: undefined }));
  expect(placed.map(([name]) => name)).toEqual([]);
});

test('the lock file has the checksum of each package', () => {
  const unchecked = Object.entries(lock.packages).filter(
    ([name, entry]) => name !== '' && !('integrity' in entry) && !('inBundle' in entry),
  );
  expect(unchecked).toEqual([]);
});

function hosts(entry: object): boolean {
  return /\w:\/\//.test(JSON.stringify(entry));
}
