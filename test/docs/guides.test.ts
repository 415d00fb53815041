import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { guides } from '../../docs/site/guides.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

it('every guide is in the site, with a title and a category', () => {
  const listed = guides(root);
  const written = ['guides', 'ru'].flatMap((folder) =>
    readdirSync(`${root}docs/${folder}`)
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${folder}/${name}`),
  );
  expect(listed.map(({ path }) => path).sort()).toEqual(written.sort());
  for (const { title, category, text } of listed) {
    expect(title).not.toBe('');
    expect(category).not.toBe('');
    expect(text).toMatch(/^# /);
  }
});

it('a page says how to install what its programs import', () => {
  const own = /^(?:node:|bun:|viber-mailing(?:\/|$))/;
  const missing = ['README.md', ...guides(root).map(({ path }) => path)].flatMap((path) => {
    const text = readFileSync(`${root}${path}`, 'utf8');
    const installed = [...text.matchAll(/npm install ([^\n`]+)/g)].flatMap(([, names = '']) => names.split(' '));
    const programs = [...text.matchAll(/^```(?:ts|js)\n(.*?)^```/gms)].map(([, code = '']) => code).join('\n');
    const imported = [...programs.matchAll(/ from '([^'.][^']*)'/g)].map(([, name = '']) => name).filter((name) => !own.test(name));
    const packages = imported.map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
    return packages
      .filter((name) => !installed.some((one) => one.replace(/(?<=.)@.*/, '') === name))
      .map((name) => `${path}: ${name}`);
  });
  expect([...new Set(missing)]).toEqual([]);
});

it.each(['SIGTERM', 'SIGINT'])('the stop of a campaign survives a %s that a runner hands on twice', (signal) => {
  const guide = readFileSync(`${root}docs/guides/campaigns.md`, 'utf8');
  const lines = guide.split('\n').filter((line) => line.startsWith(`process.on('${signal}'`));
  expect(lines).toHaveLength(1);
  const program = `const stop = new AbortController();
    ${lines[0]}
    stop.signal.addEventListener('abort', () => process.kill(process.pid, '${signal}'));
    const waiting = setInterval(() => { if (stop.signal.aborted) clearInterval(waiting); }, 100);
    process.kill(process.pid, '${signal}');
    process.on('exit', () => console.log('finished'));`;
  expect(spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' }).stdout).toBe('finished\n');
});
