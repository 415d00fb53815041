#!/usr/bin/env bash
# Guess: the program that starts another one hands SIGTERM on to it, and leaves Ctrl+C to the terminal, which sends SIGINT to both.
#
# Seen: npm start, npx, yarn and run-s end at SIGTERM and leave the program running, without a signal: whoever restarts the service has two
# that send. cross-env, dotenv, env-cmd, concurrently and nodemon hand SIGINT on as well, so that with the terminal's own it can come twice for one
# Ctrl+C, and the second one is what close-with-grace and exit-hook take for impatience: they end in the middle of a message, and its answer is not
# written down. tsx hands it on where the program has not had its own. 'exec node …' in package.json helps with npm.
#
# npm 11.19.1, yarn 1.22.22, npm-run-all2 8.0.4, cross-env 10.1.0, dotenv-cli 11.0.0, env-cmd 11.0.0, concurrently 9.2.5, nodemon 3.1.14, tsx 4.23.15,
# close-with-grace 2.5.0, exit-hook 5.1.0, Node 20.20.2, on Linux with dash as sh.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module","scripts":{"start":"node send.mjs","start:exec":"exec node send.mjs"}}' > package.json
npm install --silent --no-audit --no-fund npm@11.19.1 yarn@1.22.22 npm-run-all2@8.0.4 cross-env@10.1.0 dotenv-cli@11.0.0 env-cmd@11.0.0 concurrently@9.2.5 nodemon@3.1.14 tsx@4.23.15 \
  close-with-grace@2.5.0 exit-hook@5.1.0
echo 'A=1' > .env

cat > send.mjs <<'PROGRAM'
// Says which signals it gets, and ends by itself.
import { appendFileSync } from 'node:fs';

const say = (what) => appendFileSync(process.env.LOG, `${what}\n`);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => say(signal));
say(process.pid);
setTimeout(() => {}, 60_000);
PROGRAM

cat > graceful.mjs <<'PROGRAM'
// Has a message under way that is answered after a second.
import closeWithGrace from 'close-with-grace';
import { asyncExitHook } from 'exit-hook';

const answered = new Promise((later) => setTimeout(later, 1500));
const finish = async () => {
  await answered;
  console.log('written');
};
if (process.argv[2] === 'close-with-grace') closeWithGrace({ delay: 10_000, logger: false }, finish);
else asyncExitHook(finish, { wait: 10_000 });
console.log('begun');
setTimeout(() => {}, 60_000);
PROGRAM

cat > program.mjs <<'PROGRAM'
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

let logs = 0;
const later = (time) => new Promise((resolve) => setTimeout(resolve, time));
const lines = (log) => {
  try {
    return readFileSync(log, 'utf8').trim().split('\n').filter(Boolean);
  } catch {
    return [];
  }
};
const alive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const bin = (name) => `node_modules/.bin/${name}`;
const ways = {
  'npm start': [bin('npm'), 'start'],
  'npm run start:exec': [bin('npm'), 'run', 'start:exec'],
  npx: [bin('npx'), '-c', 'node send.mjs'],
  yarn: [bin('yarn'), 'start'],
  'run-s': [bin('run-s'), 'start'],
  'cross-env': [bin('cross-env'), 'A=1', 'node', 'send.mjs'],
  dotenv: [bin('dotenv'), '--', 'node', 'send.mjs'],
  'env-cmd': [bin('env-cmd'), '-f', '.env', 'node', 'send.mjs'],
  concurrently: [bin('concurrently'), 'node send.mjs'],
  nodemon: [bin('nodemon'), '-q', 'send.mjs'],
  tsx: [bin('tsx'), 'send.mjs'],
};
async function handed([program, ...given], signal) {
  const log = join(process.cwd(), `${++logs}.txt`);
  const runner = spawn(program, given, { detached: true, stdio: 'ignore', env: { ...process.env, LOG: log } });
  while (lines(log).length === 0) await later(50);
  await later(1500);
  // To the runner alone: what the terminal or a supervisor sends to the program itself comes on top.
  process.kill(runner.pid, signal);
  await later(3000);
  const [pid, ...signals] = lines(log);
  const kept = alive(Number(pid));
  const gone = runner.exitCode !== null || runner.signalCode !== null;
  try {
    process.kill(-runner.pid, 'SIGKILL');
  } catch {}
  if (kept) process.kill(Number(pid), 'SIGKILL');
  await later(100);
  return `${signals.length > 0 ? 'handed on' : 'kept back'}${gone && kept ? ', and the program runs on alone' : ''}`;
}
const seen = await Promise.all(
  Object.entries(ways).map(async ([name, command]) => {
    const [term, int] = await Promise.all(['SIGTERM', 'SIGINT'].map((signal) => handed(command, signal)));
    return `${name}: SIGTERM ${term}; SIGINT ${int}`;
  }),
);
console.log(seen.join('\n'));
for (const library of ['close-with-grace', 'exit-hook']) {
  for (const times of [1, 2]) {
    const program = spawn(process.execPath, ['graceful.mjs', library], { stdio: ['ignore', 'pipe', 'ignore'] });
    let out = '';
    program.stdout.on('data', (text) => {
      out += text;
    });
    while (!out.includes('begun')) await later(20);
    for (let i = 0; i < times; i++) {
      program.kill('SIGINT');
      await later(100);
    }
    if (program.exitCode === null && program.signalCode === null) await once(program, 'exit');
    console.log(`${library}, SIGINT ${times === 1 ? 'once' : 'twice'}: ${out.includes('written') ? 'the answer is written down' : 'nothing is written down'}`);
  }
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
npm start: SIGTERM kept back, and the program runs on alone; SIGINT kept back
npm run start:exec: SIGTERM handed on; SIGINT handed on
npx: SIGTERM kept back, and the program runs on alone; SIGINT kept back
yarn: SIGTERM kept back, and the program runs on alone; SIGINT kept back, and the program runs on alone
run-s: SIGTERM kept back, and the program runs on alone; SIGINT kept back, and the program runs on alone
cross-env: SIGTERM handed on; SIGINT handed on
dotenv: SIGTERM handed on; SIGINT handed on
env-cmd: SIGTERM handed on, and the program runs on alone; SIGINT handed on, and the program runs on alone
concurrently: SIGTERM handed on; SIGINT handed on
nodemon: SIGTERM handed on; SIGINT handed on
tsx: SIGTERM handed on; SIGINT handed on
close-with-grace, SIGINT once: the answer is written down
close-with-grace, SIGINT twice: nothing is written down
exit-hook, SIGINT once: the answer is written down
exit-hook, SIGINT twice: nothing is written down
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
