#!/usr/bin/env bash
# Guess: a schema made partial, the usual way to check a patch, gives back the keys that were sent: a new text is a new text and nothing else.
#
# Seen: zod 4 fills in the defaults of the whole schema, so that a patch of the text sets the campaign back to 'draft' and empties its list of
# recipients; zod 3, from which one updates with the same code, did not. yup, ArkType, TypeBox (Value.Parse), superstruct and Joi with fork() fill
# them in as well; valibot does not. An update of the row with what was checked writes it all.
#
# zod 4.6.7 (and its copy of 3), valibot 1.5.0, yup 1.7.1, joi 18.3.2, arktype 2.2.10, @sinclair/typebox 0.34.52, superstruct 2.0.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund zod@4.6.7 valibot@1.5.0 yup@1.7.1 joi@18.3.2 arktype@2.2.10 @sinclair/typebox@0.34.52 superstruct@2.0.2

cat > program.mjs <<'PROGRAM'
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { type } from 'arktype';
import Joi from 'joi';
import * as s from 'superstruct';
import * as v from 'valibot';
import * as yup from 'yup';
import * as z from 'zod';
import * as z3 from 'zod/v3';

const patch = { text: 'We open at ten.' };
const zod = (z) => z.object({ text: z.string(), status: z.string().default('draft'), to: z.array(z.string()).default([]) }).partial();
const schemas = {
  'zod 4': () => zod(z).parse(patch),
  'zod 3': () => zod(z3).parse(patch),
  valibot: () => v.parse(v.partial(v.object({ text: v.string(), status: v.optional(v.string(), 'draft'), to: v.optional(v.array(v.string()), []) })), patch),
  yup: () => yup.object({ text: yup.string(), status: yup.string().default('draft'), to: yup.array().of(yup.string()).default([]) }).partial().validateSync(patch),
  joi: () => Joi.attempt(patch, Joi.object({ text: Joi.string().required(), status: Joi.string().default('draft'), to: Joi.array().default([]) }).fork(['text', 'status', 'to'], (key) => key.optional())),
  arktype: () => type({ text: 'string', status: "string = 'draft'", to: type('string[]').default(() => []) }).partial()(patch),
  typebox: () => Value.Parse(Type.Partial(Type.Object({ text: Type.String(), status: Type.String({ default: 'draft' }), to: Type.Array(Type.String(), { default: [] }) })), { ...patch }),
  superstruct: () => s.create(patch, s.partial({ text: s.string(), status: s.defaulted(s.string(), 'draft'), to: s.defaulted(s.array(s.string()), []) })),
};
for (const [name, parse] of Object.entries(schemas)) {
  const { text, status, to } = parse();
  console.log(`${name}: ${JSON.stringify({ text, status, to })}`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
zod 4: {"text":"We open at ten.","status":"draft","to":[]}
zod 3: {"text":"We open at ten."}
valibot: {"text":"We open at ten."}
yup: {"text":"We open at ten.","status":"draft","to":[]}
joi: {"text":"We open at ten.","status":"draft","to":[]}
arktype: {"text":"We open at ten.","status":"draft","to":[]}
typebox: {"text":"We open at ten.","status":"draft","to":[]}
superstruct: {"text":"We open at ten.","status":"draft","to":[]}
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
