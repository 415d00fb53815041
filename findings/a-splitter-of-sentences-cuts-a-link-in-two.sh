#!/usr/bin/env bash
# Guess: a splitter of sentences, with which a text too long for one message becomes two, cuts between sentences, and not within a link, a date or a
# code.
#
# Seen: sentence-splitter, and Intl.Segmenter, end a sentence at the question mark of a link, so that one message ends with 'https://shop.by/pay?' and
# the next begins with 'id=5'; natural ends one within the date 30.11.2026, and within the code A.B.C. All make a sentence of 'ул.', most of 'руб.',
# so that a sum stands in one message and its matter in the next. sbd puts blanks around each line break.
#
# sentence-splitter 5.0.1, natural 8.1.1, sbd 1.0.19, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund sentence-splitter@5.0.1 natural@8.1.1 sbd@1.0.19

cat > program.mjs <<'PROGRAM'
import Tokenizer from 'natural/lib/natural/tokenizers/sentence_tokenizer.js';
import sbd from 'sbd';
import { split } from 'sentence-splitter';

const splitters = {
  'sentence-splitter': (text) => split(text).filter(({ type }) => type === 'Sentence').map(({ raw }) => raw),
  natural: (text) => new Tokenizer([]).tokenize(text),
  sbd: (text) => sbd.sentences(text),
  'Intl.Segmenter': (text) => Array.from(new Intl.Segmenter('ru', { granularity: 'sentence' }).segment(text), ({ segment }) => segment),
};
const texts = ['Оплата: https://shop.by/pay?id=5 до вечера.', 'Скидка до 30.11.2026 в Минске.', 'Ваш код A.B.C на скидку.', 'Ждём вас: ул. Ленина, д. 5, т. е. рядом.', 'Всего 5 руб. за штуку.', 'Ждём вас\nс десяти.'];
for (const [name, cut] of Object.entries(splitters)) {
  for (const text of texts) {
    const parts = cut(text);
    if (parts.length > 1 || parts[0] !== text) console.log(`${name}: ${parts.map((part) => JSON.stringify(part)).join(' | ')}`);
  }
}
PROGRAM

cat > expected.txt <<'EXPECTED'
sentence-splitter: "Оплата: https://shop.by/pay?" | "id=5 до вечера."
sentence-splitter: "Ждём вас: ул." | "Ленина, д." | "5, т." | "е." | "рядом."
sentence-splitter: "Всего 5 руб." | "за штуку."
natural: "Скидка до 30.11." | "2026 в Минске."
natural: "Ваш код A." | "B." | "C на скидку."
natural: "Ждём вас: ул." | "Ленина, д." | "5, т." | "е." | "рядом."
natural: "Всего 5 руб." | "за штуку."
sbd: "Ждём вас: ул." | "Ленина, д. 5, т. е. рядом."
sbd: "Всего 5 руб." | "за штуку."
sbd: "Ждём вас \n с десяти."
Intl.Segmenter: "Оплата: https://shop.by/pay?" | "id=5 до вечера."
Intl.Segmenter: "Ждём вас: ул. " | "Ленина, д. 5, т. е. рядом."
Intl.Segmenter: "Ждём вас\n" | "с десяти."
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
