import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Lock {
  readonly packages: Readonly<Record<string, object>>;
}

const lockFiles = ['package-lock.json', 'test/runtimes/installed/package-lock.json'];

test.each(lockFiles)('%s names no place to download from', (file) => {
  const packages = readPackages(file);
  const placed = packages.filter(([, entry]) => 'resolved' in entry || hosts({ ...entry, funding: undefined }));
  expect(placed.map(([name]) => name)).toEqual([]);
});

test.each(lockFiles)('%s has the checksum of each package', (file) => {
  const unchecked = readPackages(file).filter(([, entry]) => !('integrity' in entry) && !('inBundle' in entry));
  expect(unchecked).toEqual([]);
});

function readPackages(file: string) {
  const lock: Lock = JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
  const packages = Object.entries(lock.packages).filter(([name]) => name !== '');
  expect(packages).not.toEqual([]);
  return packages;
}

function hosts(entry: object): boolean {
  return /\w:\/\//.test(JSON.stringify(entry));
}
