#!/usr/bin/env bash
# Guess: a schema for an ISO date refuses 30 February.
#
# Seen: zod does. Joi's date().iso() and yup's date() turn it into 2 March and call it valid, so that a mailing goes out on a day
# nobody chose; valibot's isoDate and isoTimestamp pass the text on as it is, to a Date that rolls over in the same way.
#
# joi 18.3.2, yup 1.7.1, valibot 1.5.0, zod 4.6.7, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund joi@18.3.2 yup@1.7.1 valibot@1.5.0 zod@4.6.7

cat > program.mjs <<'PROGRAM'
import Joi from 'joi';
import * as v from 'valibot';
import * as yup from 'yup';
import * as z from 'zod';

const [day, time] = ['2027-02-30', '2027-02-30T10:00:00Z'];
const shown = (value) => (value instanceof Date ? value.toISOString() : value);
for (const text of [day, time]) {
  const { value, error } = Joi.date().iso().validate(text);
  console.log(text, 'joi', error ? 'refused' : shown(value));
  console.log(text, 'yup', yup.date().isValidSync(text) ? shown(yup.date().cast(text)) : 'refused');
  const one = v.safeParse(v.pipe(v.string(), text === day ? v.isoDate() : v.isoTimestamp()), text);
  console.log(text, 'valibot', one.success ? one.output : 'refused');
  const two = (text === day ? z.iso.date() : z.iso.datetime()).safeParse(text);
  console.log(text, 'zod', two.success ? two.data : 'refused');
}
PROGRAM

cat > expected.txt <<'EXPECTED'
2027-02-30 joi 2027-03-02T00:00:00.000Z
2027-02-30 yup 2027-03-02T00:00:00.000Z
2027-02-30 valibot 2027-02-30
2027-02-30 zod refused
2027-02-30T10:00:00Z joi 2027-03-02T10:00:00.000Z
2027-02-30T10:00:00Z yup 2027-03-02T10:00:00.000Z
2027-02-30T10:00:00Z valibot 2027-02-30T10:00:00Z
2027-02-30T10:00:00Z zod refused
EXPECTED

TZ=UTC node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
