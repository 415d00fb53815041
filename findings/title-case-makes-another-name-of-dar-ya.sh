#!/usr/bin/env bash
# Guess: a function that writes names with capitals, for a list that somebody typed in small letters or in capitals, changes capitals and nothing
# else.
#
# Seen: Lodash's startCase takes the apostrophe away, change-case and es-toolkit make two words of a name that has one: the Belarusian Дар'я is
# greeted as Даря or Дар Я, O'Connor as Oconnor, and the hyphen of Анна-Марыя is gone in five of them. voca and namecase write a capital behind each
# apostrophe: Дар'Я, Мар'Яна. Lodash leaves a name in capitals as it is. underscore.string and title-case give the Belarusian names as their owners
# write them.
#
# lodash 4.18.1, es-toolkit 1.53.2, change-case 5.4.4, radash 12.1.1, remeda 2.62.2, voca 1.4.1, namecase 1.1.2, underscore.string 3.3.6, title-case
# 4.3.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund lodash@4.18.1 es-toolkit@1.53.2 change-case@5.4.4 radash@12.1.1 remeda@2.62.2 voca@1.4.1 namecase@1.1.2 underscore.string@3.3.6 title-case@4.3.2

cat > program.mjs <<'PROGRAM'
import { capitalCase } from 'change-case';
import { startCase } from 'es-toolkit';
import lodash from 'lodash';
import nameCase from 'namecase';
import { title } from 'radash';
import { toTitleCase } from 'remeda';
import { titleCase } from 'title-case';
import text from 'underscore.string';
import voca from 'voca';

const cases = {
  'lodash startCase': (name) => lodash.startCase(name),
  'es-toolkit startCase': (name) => startCase(name),
  'change-case': (name) => capitalCase(name),
  'radash title': (name) => title(name),
  'remeda toTitleCase': (name) => toTitleCase(name),
  voca: (name) => voca.titleCase(name),
  namecase: (name) => nameCase(name),
  'underscore.string': (name) => text.titleize(name.toLowerCase()),
  'title-case': (name) => titleCase(name.toLowerCase()),
};
const names = ["дар'я", "МАР'ЯНА", 'дар’я', 'анна-марыя', "o'connor"];
for (const [name, change] of Object.entries(cases)) console.log(`${name}: ${names.map((one) => change(one)).join(', ')}`);
PROGRAM

cat > expected.txt <<'EXPECTED'
lodash startCase: Даря, МАРЯНА, Даря, Анна Марыя, Oconnor
es-toolkit startCase: Дар Я, Мар Яна, Дар Я, Анна Марыя, O Connor
change-case: Дар Я, Мар Яна, Дар Я, Анна Марыя, O Connor
radash title: Дар'я, Мар'яна, Дар’я, Анна Марыя, O'connor
remeda toTitleCase: Дар'я, Мар'яна, Дар’я, Анна Марыя, O'connor
voca: Дар'Я, Мар'Яна, Дар’Я, Анна-Марыя, O'Connor
namecase: Дар'Я, Мар'Яна, Дар’я, Анна-Марыя, O'Connor
underscore.string: Дар'я, Мар'яна, Дар’я, Анна-Марыя, O'connor
title-case: Дар'я, Мар'яна, Дар’я, Анна-Марыя, O'connor
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
