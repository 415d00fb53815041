#!/usr/bin/env bash
# Guess: one attempt at most (maxAttempts: 1, numOfAttempts: 1) is one POST, which is how one says that a message must not go out twice.
#
# Seen: cockatiel and wretch take the first one for none and post twice, or n + 1 times; the same word is one POST in @lifeomic/attempt,
# and its like in exponential-backoff, async and retry-as-promised.
#
# cockatiel 3.2.1, wretch 2.11.1, @lifeomic/attempt 3.1.0, exponential-backoff 3.1.3, async 3.2.6, retry-as-promised 7.1.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund cockatiel@3.2.1 wretch@2.11.1 @lifeomic/attempt@3.1.0 exponential-backoff@3.1.3 async@3.2.6 retry-as-promised@7.1.1

cat > program.mjs <<'PROGRAM'
import { retry as attempt } from '@lifeomic/attempt';
import async from 'async';
import { ConstantBackoff, handleAll, retry as cockatiel } from 'cockatiel';
import { backOff } from 'exponential-backoff';
import promised from 'retry-as-promised';
import wretch from 'wretch';
import { retry as wretchRetry } from 'wretch/middlewares';

let posts;
const fails = async () => {
  posts++;
  throw new Error('refused');
};
const unavailable = () => async () => {
  posts++;
  return new Response('', { status: 503 });
};
const libraries = {
  'cockatiel, maxAttempts': (most) => cockatiel(handleAll, { maxAttempts: most, backoff: new ConstantBackoff(1) }).execute(fails),
  'wretch, maxAttempts': (most) =>
    wretch('http://127.0.0.1/')
      .middlewares([wretchRetry({ maxAttempts: most, delayTimer: 1 }), unavailable])
      .post({ text: 'Hello' })
      .res(),
  'attempt, maxAttempts': (most) => attempt(fails, { maxAttempts: most, delay: 1 }),
  'exponential-backoff, numOfAttempts': (most) => backOff(fails, { numOfAttempts: most, startingDelay: 1 }),
  'async, times': (most) => async.retry({ times: most, interval: 1 }, fails),
  'retry-as-promised, max': (most) => promised.retryAsPromised(fails, { max: most, backoffBase: 1 }),
};
for (const [name, run] of Object.entries(libraries)) {
  const counts = [];
  for (const most of [1, 3]) {
    posts = 0;
    await run(most).catch(() => {});
    counts.push(`${most} is ${posts}`);
  }
  console.log(`${name}: ${counts.join(', ')}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
cockatiel, maxAttempts: 1 is 2, 3 is 4
wretch, maxAttempts: 1 is 2, 3 is 4
attempt, maxAttempts: 1 is 1, 3 is 3
exponential-backoff, numOfAttempts: 1 is 1, 3 is 3
async, times: 1 is 1, 3 is 3
retry-as-promised, max: 1 is 1, 3 is 3
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
