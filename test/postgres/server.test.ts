import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { startPostgres } from './server.ts';

const harness = new URL('server.ts', import.meta.url).href;

/** A process that starts a server, says where it is, and does not end. */
const program = `
const { startPostgres } = await import(${JSON.stringify(harness)});
const server = await startPostgres();
const { Client } = await import('pg');
const client = new Client(server.connection);
await client.connect();
const { rows } = await client.query("select current_setting('data_directory') as folder");
console.log(JSON.stringify({ url: server.url, ...rows[0] }));
setInterval(() => {}, 1000);
`;

it('a server and its folder are gone soon after the process that started it was killed', async () => {
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], { cwd });
  const [said] = await once(child.stdout.setEncoding('utf8'), 'data');
  const { url, folder } = JSON.parse(said) as { url: string; folder: string };
  expect(existsSync(folder)).toBe(true);
  child.kill('SIGKILL');
  while (existsSync(folder)) await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(new Client(url).connect()).rejects.toThrow('ECONNREFUSED');
});

it('a server that crashed comes back with what was durable, on the same port, with other settings', async () => {
  const server = await startPostgres();
  const ask = async (sql: string) => {
    const client = new Client(server.connection);
    await client.connect();
    const { rows } = await client.query(sql);
    await client.end();
    return rows;
  };
  await ask('create table kept (number int)');
  await ask('insert into kept values (7)');
  await server.crash();
  await expect(ask('select 1')).rejects.toThrow();
  await server.restart({ synchronous_commit: 'off' });
  expect(await ask('select number from kept')).toEqual([{ number: 7 }]);
  expect(await ask('show synchronous_commit')).toEqual([{ synchronous_commit: 'off' }]);
  await server.close();
});
