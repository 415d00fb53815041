#!/usr/bin/env bash
# Guess: a schema's rule for a link, in front of the button that a whole mailing goes out with, refuses a comma typed for the dot, a protocol twice
# and a protocol without its slashes.
#
# Seen: zod's url, valibot and ArkType, Joi's uri and Ajv's format take 'https://shop,by' and 'https://https://shop.by'; the first three and Ajv take
# 'https:shop.by/sale', which a browser mends and a chat shows as plain text, and so do validator and Vine. All hand the text on as it was typed.
# fastest-validator takes a link with a blank in it, and two of them in one field. Each recipient is paid for and none can follow the link. Joi and
# Ajv refuse 'https://shop.by/скидки', which opens everywhere. zod's httpUrl and yup's url refuse the first three and take the last.
#
# zod 4.6.7, valibot 1.5.0, arktype 2.2.10, joi 18.3.2, ajv 8.20.0, ajv-formats 3.0.1, yup 1.7.1, validator 13.15.35, @vinejs/vine 4.4.0,
# fastest-validator 1.19.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund zod@4.6.7 valibot@1.5.0 arktype@2.2.10 joi@18.3.2 ajv@8.20.0 ajv-formats@3.0.1 yup@1.7.1 validator@13.15.35 @vinejs/vine@4.4.0 fastest-validator@1.19.1

cat > program.mjs <<'PROGRAM'
import vine from '@vinejs/vine';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { type } from 'arktype';
import FastestValidator from 'fastest-validator';
import Joi from 'joi';
import * as v from 'valibot';
import validator from 'validator';
import * as yup from 'yup';
import * as z from 'zod';

const ajv = new Ajv();
addFormats(ajv);
const format = ajv.compile({ type: 'string', format: 'uri' });
const ark = type('string.url');
const vined = vine.create({ link: vine.string().url() });
const fastest = new FastestValidator().compile({ link: 'url' });
const rules = {
  'zod url': (link) => z.url().safeParse(link).success,
  'zod httpUrl': (link) => z.httpUrl().safeParse(link).success,
  valibot: (link) => v.safeParse(v.pipe(v.string(), v.url()), link).success,
  arktype: (link) => !(ark(link) instanceof type.errors),
  'joi uri': (link) => !Joi.string().uri().validate(link).error,
  'ajv uri': (link) => format(link),
  yup: (link) => yup.string().url().isValidSync(link),
  validator: (link) => validator.isURL(link),
  vine: (link) => vined.validate({ link }).then(() => true, () => false),
  'fastest-validator': (link) => fastest({ link }) === true,
};
for (const link of ['https://shop,by', 'https://https://shop.by', 'https:shop.by/sale', 'https://shop by', 'https://shop.by, https://b.by', 'https://shop.by/скидки']) {
  const taken = [];
  for (const [name, rule] of Object.entries(rules)) if (await rule(link)) taken.push(name);
  console.log(`${link}: taken by ${taken.join(', ') || 'none'}`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
https://shop,by: taken by zod url, valibot, arktype, joi uri, ajv uri, fastest-validator
https://https://shop.by: taken by zod url, valibot, arktype, joi uri, ajv uri, fastest-validator
https:shop.by/sale: taken by zod url, valibot, arktype, ajv uri, validator, vine
https://shop by: taken by fastest-validator
https://shop.by, https://b.by: taken by fastest-validator
https://shop.by/скидки: taken by zod url, zod httpUrl, valibot, arktype, yup, validator, vine, fastest-validator
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
