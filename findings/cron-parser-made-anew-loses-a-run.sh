#!/usr/bin/env bash
# Guess: the run after a given moment is the same whether an iterator is asked for the next one or a new parser is given that moment,
# as a process that restarts does.
#
# Seen: on the night on which clocks go forward '*/30 2 * * *' has two runs, 03:00 and 03:30, for the iterator, but one for a parser
# made anew after each: a service that restarts, or that stores the last run only, leaves one out in silence.
#
# cron-parser 5.10.6, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund cron-parser@5.10.6

cat > program.mjs <<'PROGRAM'
import { CronExpressionParser } from 'cron-parser';

const parse = (from) => CronExpressionParser.parse('*/30 2 * * *', { tz: 'Europe/Warsaw', currentDate: from });
const [from, to] = [new Date('2027-03-27T23:00:00Z'), new Date('2027-03-29T22:00:00Z')];

const iterated = [];
const runs = parse(from);
for (let run = runs.next().toDate(); run < to; run = runs.next().toDate()) iterated.push(run.toISOString().slice(5, 16));
console.log('iterated ', iterated.join(' '));

const anew = [];
for (let run = parse(from).next().toDate(); run < to; run = parse(run).next().toDate()) anew.push(run.toISOString().slice(5, 16));
console.log('made anew', anew.join(' '));
PROGRAM

cat > expected.txt <<'EXPECTED'
iterated  03-28T01:00 03-28T01:30 03-29T00:00 03-29T00:30
made anew 03-28T01:00 03-29T00:00 03-29T00:30
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
