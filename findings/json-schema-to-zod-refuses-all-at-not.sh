#!/usr/bin/env bash
# Guess: { type: 'string', not: { pattern: '[^0-9]' } }, digits and nothing else, becomes a zod schema that takes '444'.
#
# Seen: the pattern under `not` is dropped as it has no type of its own, so that `not` refuses everything. With a type inside it takes '444'.
# A valid mailing of a schema that says `not` is refused by the generated code.
#
# json-schema-to-zod 2.8.1, zod 4.1.12, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund json-schema-to-zod@2.8.1 zod@4.1.12

cat > program.mjs <<'PROGRAM'
import { writeFileSync } from 'node:fs';
import { jsonSchemaToZod } from 'json-schema-to-zod';

for (const [name, not] of Object.entries({ untyped: { pattern: '[^0-9]' }, typed: { type: 'string', pattern: '[^0-9]' } })) {
  writeFileSync(`${name}.mjs`, jsonSchemaToZod({ type: 'string', not }, { module: 'esm' }));
  const { default: schema } = await import(`./${name}.mjs`);
  console.log(name, schema.safeParse('444').success, schema.safeParse('My shop').success);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
untyped false false
typed true false
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
