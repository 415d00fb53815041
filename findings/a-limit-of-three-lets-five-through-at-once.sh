#!/usr/bin/env bash
# Guess: three messages per two seconds are at most three in any two seconds: that is how a gateway counts.
#
# Seen: p-throttle and p-queue count by windows that begin with the first message, and bottleneck's reservoir is filled by a clock: a
# pause just short of the window's end, and up to five go out within a moment. Only p-throttle with { strict: true } keeps to it.
#
# p-throttle 8.1.1, p-queue 9.3.5, bottleneck 2.19.5, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund p-throttle@8.1.1 p-queue@9.3.5 bottleneck@2.19.5

cat > program.mjs <<'PROGRAM'
import Bottleneck from 'bottleneck';
import PQueue from 'p-queue';
import pThrottle from 'p-throttle';

const wait = (milliseconds) => new Promise((later) => setTimeout(later, milliseconds));
const throttled = (options) => {
  const throttle = pThrottle({ limit: 3, interval: 2000, ...options });
  return throttle((send) => send());
};
const limits = {
  'p-throttle': () => throttled({}),
  'p-throttle, strict': () => throttled({ strict: true }),
  'p-queue': () => {
    const queue = new PQueue({ intervalCap: 3, interval: 2000 });
    return (send) => queue.add(send);
  },
  bottleneck: () => {
    const limiter = new Bottleneck({ reservoir: 3, reservoirRefreshAmount: 3, reservoirRefreshInterval: 2000 });
    return (send) => limiter.schedule(async () => send());
  },
};
await Promise.all(
  Object.values(limits).map(async (make, index) => {
    const limited = make();
    const times = [];
    const send = () => times.push(performance.now());
    await limited(send);
    await wait(1500);
    await Promise.all(Array.from({ length: 5 }, () => limited(send)));
    const most = Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 1900).length));
    limits[Object.keys(limits)[index]] = most;
  }),
);
for (const [name, most] of Object.entries(limits)) console.log(`${name}: more than three in two seconds ${most > 3}`);
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
p-throttle: more than three in two seconds true
p-throttle, strict: more than three in two seconds false
p-queue: more than three in two seconds true
bottleneck: more than three in two seconds true
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
