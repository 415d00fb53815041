#!/usr/bin/env bash
# Guess: send(queue, message, { singletonKey }) puts a message with that key into the queue once, in pg-boss 9 and, with the same call,
# in what came after.
#
# Seen: since 10 a queue takes it each time, as the key means nothing to the policy a queue has unless one says otherwise: send gives an id three
# times, and the customer gets three messages. The call, its types and its result look as before. A queue made with { policy: 'exclusive' } keeps to it.
#
# pg-boss 9.0.3 and 12.38.0, @electric-sql/pglite 0.5.14, @electric-sql/pglite-socket 0.2.17, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund pg-boss@12.38.0 pg-boss-9@npm:pg-boss@9.0.3 @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17

cat > program.mjs <<'PROGRAM'
import { createServer } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { PgBoss } from 'pg-boss';
import Boss9 from 'pg-boss-9';

const host = '127.0.0.1';
const connect = async () => {
  const port = await new Promise((found) => {
    const probe = createServer().listen(0, host, () => {
      const { port: free } = probe.address();
      probe.close(() => found(free));
    });
  });
  await new PGLiteSocketServer({ db: await PGlite.create(), host, port, maxConnections: 20 }).start();
  return { connectionString: `postgres://postgres:postgres@${host}:${port}/postgres`, max: 4 };
};
const bosses = {
  'pg-boss 9': async () => new Boss9(await connect()),
  'pg-boss 12': async () => new PgBoss(await connect()),
  'pg-boss 12, exclusive': async () => new PgBoss(await connect()),
};
for (const [name, make] of Object.entries(bosses)) {
  const boss = await make();
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue?.('send', name.endsWith('exclusive') ? { policy: 'exclusive' } : undefined);
  const ids = [];
  for (let time = 0; time < 3; time++) ids.push(await boss.send('send', { text: 'Hello' }, { singletonKey: 'campaign-1 375291111111' }));
  console.log(`${name}: taken ${ids.filter(Boolean).length} of 3`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
pg-boss 9: taken 1 of 3
pg-boss 12: taken 3 of 3
pg-boss 12, exclusive: taken 1 of 3
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
