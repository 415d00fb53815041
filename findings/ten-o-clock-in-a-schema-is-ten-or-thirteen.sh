#!/usr/bin/env bash
# Guess: schemas that make a Date of a text make the same one of the same text, and refuse one that can be read in two ways.
#
# Seen: '2026-11-27T10:00:00', without a zone, is ten o'clock of the machine for zod, Joi, yup, ArkType and fastest-validator, and ten o'clock UTC,
# thirteen in Minsk, for TypeBox. A day alone, '2026-11-27', is midnight of the machine for yup and Vine and midnight UTC for the rest, so that it is
# the 26th for whoever reads the other's. '03.04.2027', 3 April as people here write it, is 4 March for zod's coerce, Joi, yup, ArkType and
# fastest-validator, while '27.11.2026' is refused by all, so that a test with a day after the twelfth shows a refusal. Seconds since 1970, as a text,
# are 21 January 1970 for Joi, TypeBox and fastest-validator, and the year 1801 for yup: a mailing that is overdue. On a server in UTC the first two
# do not show.
#
# zod 4.6.7, joi 18.3.2, yup 1.7.1, arktype 2.2.10, @sinclair/typebox 0.34.52, @vinejs/vine 4.4.0, fastest-validator 1.19.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund zod@4.6.7 joi@18.3.2 yup@1.7.1 arktype@2.2.10 @sinclair/typebox@0.34.52 @vinejs/vine@4.4.0 fastest-validator@1.19.1

cat > program.mjs <<'PROGRAM'
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import vine from '@vinejs/vine';
import { type } from 'arktype';
import FastestValidator from 'fastest-validator';
import Joi from 'joi';
import * as yup from 'yup';
import * as z from 'zod';

const vined = vine.create({ at: vine.date() });
const fastest = new FastestValidator().compile({ at: { type: 'date', convert: true } });
const schemas = {
  zod: (at) => z.coerce.date().parse(at),
  joi: (at) => Joi.attempt(at, Joi.date()),
  yup: (at) => yup.date().validateSync(at),
  arktype: (at) => type('string.date.parse').assert(at),
  typebox: (at) => Value.Parse(Type.Date(), at),
  vine: async (at) => (await vined.validate({ at })).at,
  'fastest-validator': (at) => {
    const row = { at };
    if (fastest(row) !== true) throw new Error('refused');
    return row.at;
  },
};
for (const text of ['2026-11-27T10:00:00', '2026-11-27', '03.04.2027', '27.11.2026', '1795773600']) {
  for (const [name, read] of Object.entries(schemas)) {
    let seen;
    try {
      seen = (await read(text)).toISOString();
    } catch {
      seen = 'refused';
    }
    console.log(`${text}, ${name}: ${seen}`);
  }
}
PROGRAM

cat > expected.txt <<'EXPECTED'
2026-11-27T10:00:00, zod: 2026-11-27T07:00:00.000Z
2026-11-27T10:00:00, joi: 2026-11-27T07:00:00.000Z
2026-11-27T10:00:00, yup: 2026-11-27T07:00:00.000Z
2026-11-27T10:00:00, arktype: 2026-11-27T07:00:00.000Z
2026-11-27T10:00:00, typebox: 2026-11-27T10:00:00.000Z
2026-11-27T10:00:00, vine: refused
2026-11-27T10:00:00, fastest-validator: 2026-11-27T07:00:00.000Z
2026-11-27, zod: 2026-11-27T00:00:00.000Z
2026-11-27, joi: 2026-11-27T00:00:00.000Z
2026-11-27, yup: 2026-11-26T21:00:00.000Z
2026-11-27, arktype: 2026-11-27T00:00:00.000Z
2026-11-27, typebox: 2026-11-27T00:00:00.000Z
2026-11-27, vine: 2026-11-26T21:00:00.000Z
2026-11-27, fastest-validator: 2026-11-27T00:00:00.000Z
03.04.2027, zod: 2027-03-03T21:00:00.000Z
03.04.2027, joi: 2027-03-03T21:00:00.000Z
03.04.2027, yup: 2027-03-03T21:00:00.000Z
03.04.2027, arktype: 2027-03-03T21:00:00.000Z
03.04.2027, typebox: refused
03.04.2027, vine: refused
03.04.2027, fastest-validator: 2027-03-03T21:00:00.000Z
27.11.2026, zod: refused
27.11.2026, joi: refused
27.11.2026, yup: refused
27.11.2026, arktype: refused
27.11.2026, typebox: refused
27.11.2026, vine: refused
27.11.2026, fastest-validator: refused
1795773600, zod: refused
1795773600, joi: 1970-01-21T18:49:33.600Z
1795773600, yup: 1801-05-02T10:09:44.000Z
1795773600, arktype: refused
1795773600, typebox: 1970-01-21T18:49:33.600Z
1795773600, vine: refused
1795773600, fastest-validator: 1970-01-21T18:49:33.600Z
EXPECTED

TZ=Europe/Minsk node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
