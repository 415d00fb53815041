#!/usr/bin/env bash
# Guess: a filter in MongoDB's words picks the same people in each library that takes such filters, and 'owes more than ten' the same in each engine
# for rules.
#
# Seen: { tags: { $ne: 'stop' } } keeps who said stop out of the segment in mingo and sift, as in MongoDB. NeDB takes whoever has any other tag beside
# it, and LokiJS, which compares the list with the word, takes all of them. Of a debt that comes as the text '12.50', as PostgreSQL gives a numeric,
# mingo, sift, NeDB and filtrex say that it is not more than ten: nobody is reminded. LokiJS, json-logic and JMESPath count it, and for 'less than
# ten' count in who has no debt at all; JSONata alone complains. A segment tried with numbers shows none of it.
#
# mingo 7.2.7, sift 17.1.4, @seald-io/nedb 4.1.2, lokijs 1.5.12, json-rules-engine 7.3.1, json-logic-js 2.0.5, jmespath 0.16.0, filtrex 3.1.0, jsonata
# 2.2.2, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund mingo@7.2.7 sift@17.1.4 @seald-io/nedb@4.1.2 lokijs@1.5.12 json-rules-engine@7.3.1 json-logic-js@2.0.5 jmespath@0.16.0 filtrex@3.1.0 jsonata@2.2.2

cat > program.mjs <<'PROGRAM'
import Nedb from '@seald-io/nedb';
import { compileExpression } from 'filtrex';
import jmespath from 'jmespath';
import jsonLogic from 'json-logic-js';
import { Engine } from 'json-rules-engine';
import jsonata from 'jsonata';
import Loki from 'lokijs';
import { Query } from 'mingo';
import sift from 'sift';

const people = [
  { name: 'Ann', tags: ['vip'], debt: 20 },
  { name: 'Bob', tags: ['vip', 'stop'], debt: '12.50' },
  { name: 'Eve', tags: ['stop'], debt: '9.00' },
  { name: 'Ian', debt: null },
];
const copies = () => people.map((person) => ({ ...person }));
const collection = new Loki('people').addCollection('people');
collection.insert(copies());
const nedb = new Nedb();
await nedb.insertAsync(copies());
const mongo = {
  mingo: (query) => new Query(query).find(people).all(),
  sift: (query) => people.filter(sift(query)),
  NeDB: (query) => nedb.findAsync(query),
  LokiJS: (query) => collection.find(query),
};
const names = (found) => found.map(({ name }) => name).sort().join(', ') || 'nobody';
const show = async (name, filter) => {
  try {
    console.log(`  ${name}: ${names(await filter())}`);
  } catch (error) {
    console.log(`  ${name}: throws`);
  }
};

console.log('tags are not stop');
for (const [name, find] of Object.entries(mongo)) await show(name, () => find({ tags: { $ne: 'stop' } }));
for (const [words, sign, operator, rule] of [['debt > 10', '>', '$gt', 'greaterThan'], ['debt < 10', '<', '$lt', 'lessThan']]) {
  console.log(words);
  for (const [name, find] of Object.entries(mongo)) await show(name, () => find({ debt: { [operator]: 10 } }));
  await show('json-rules-engine', async () => {
    const found = [];
    for (const person of people) {
      const engine = new Engine([{ conditions: { all: [{ fact: 'debt', operator: rule, value: 10 }] }, event: { type: 'remind' } }]);
      if ((await engine.run(person)).events.length > 0) found.push(person);
    }
    return found;
  });
  await show('json-logic', () => people.filter((person) => jsonLogic.apply({ [sign]: [{ var: 'debt' }, 10] }, person)));
  await show('JMESPath', () => jmespath.search(people, `[?debt ${sign} \`10\`]`));
  await show('filtrex', () => people.filter((person) => compileExpression(words)(person) === true));
  await show('JSONata', async () => [await jsonata(`$[debt ${sign} 10]`).evaluate(people)].flat());
}
PROGRAM

cat > expected.txt <<'EXPECTED'
tags are not stop
  mingo: Ann, Ian
  sift: Ann, Ian
  NeDB: Ann, Bob, Ian
  LokiJS: Ann, Bob, Eve, Ian
debt > 10
  mingo: Ann
  sift: Ann
  NeDB: Ann
  LokiJS: Ann, Bob
  json-rules-engine: Ann, Bob
  json-logic: Ann, Bob
  JMESPath: Ann, Bob
  filtrex: Ann
  JSONata: throws
debt < 10
  mingo: nobody
  sift: nobody
  NeDB: nobody
  LokiJS: Eve, Ian
  json-rules-engine: Eve
  json-logic: Eve, Ian
  JMESPath: Eve, Ian
  filtrex: nobody
  JSONata: throws
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
