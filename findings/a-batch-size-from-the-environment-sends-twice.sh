#!/usr/bin/env bash
# Guess: a list cut into batches, whose size comes from the environment or a form as the text '500', is cut into batches of 500, or the size is
# refused.
#
# Seen: Radash and Remeda glue the size to the place where a batch begins. Of 2,000 people they make batches of 500, 1,500, 1,000 and 500: 3,500
# messages are posted and paid for, and 1,000 people get it two or three times. Ramda puts 1,500 into the second batch, which a gateway with a limit
# refuses. Lodash and the part of es-toolkit that stands in for it count the text as 500, but for '' or '1 000' they give no batch at all: nobody is
# written to, and nothing is said. es-toolkit itself and just-split refuse any text. A test with one batch shows none of it.
#
# radash 12.1.1, remeda 2.62.2, ramda 0.32.0, lodash 4.18.1, es-toolkit 1.53.2, just-split 3.2.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund radash@12.1.1 remeda@2.62.2 ramda@0.32.0 lodash@4.18.1 es-toolkit@1.53.2 just-split@3.2.0

cat > program.mjs <<'PROGRAM'
import * as toolkit from 'es-toolkit';
import * as compat from 'es-toolkit/compat';
import split from 'just-split';
import lodash from 'lodash';
import * as R from 'ramda';
import * as radash from 'radash';
import * as remeda from 'remeda';

const people = Array.from({ length: 2000 }, (_, index) => `customer ${index}`);
const cuts = {
  radash: (size) => radash.cluster(people, size),
  remeda: (size) => remeda.chunk(people, size),
  ramda: (size) => R.splitEvery(size, people),
  lodash: (size) => lodash.chunk(people, size),
  'es-toolkit/compat': (size) => compat.chunk(people, size),
  'es-toolkit': (size) => toolkit.chunk(people, size),
  'just-split': (size) => split(people, size),
};
const attempt = (cut, size) => {
  try {
    const batches = cut(size);
    const sent = batches.flat();
    const lengths = batches.map((batch) => batch.length).join(' + ') || 'no batch';
    return `${lengths}; ${sent.length} messages to ${new Set(sent).size} people`;
  } catch {
    return 'throws';
  }
};
for (const [name, cut] of Object.entries(cuts)) console.log(`${name}, '500': ${attempt(cut, '500')}`);
for (const size of ['', '1 000']) for (const name of ['lodash', 'es-toolkit/compat']) console.log(`${name}, '${size}': ${attempt(cuts[name], size)}`);
PROGRAM

cat > expected.txt <<'EXPECTED'
radash, '500': 500 + 1500 + 1000 + 500; 3500 messages to 2000 people
remeda, '500': 500 + 1500 + 1000 + 500; 3500 messages to 2000 people
ramda, '500': 500 + 1500; 2000 messages to 2000 people
lodash, '500': 500 + 500 + 500 + 500; 2000 messages to 2000 people
es-toolkit/compat, '500': 500 + 500 + 500 + 500; 2000 messages to 2000 people
es-toolkit, '500': throws
just-split, '500': throws
lodash, '': no batch; 0 messages to 0 people
es-toolkit/compat, '': no batch; 0 messages to 0 people
lodash, '1 000': no batch; 0 messages to 0 people
es-toolkit/compat, '1 000': no batch; 0 messages to 0 people
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
