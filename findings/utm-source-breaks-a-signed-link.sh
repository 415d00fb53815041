#!/usr/bin/env bash
# Guess: a library that adds utm_source to a link adds it, and leaves what stood in the link as it was.
#
# Seen: of ten ways one does so for all of these links. query-string sorts the parameters and, like url-parse, append-query and Node's url.format,
# writes '%20' for '+'; ufo, urijs and URL write '+' for '%20'; ufo takes the escape off '='; url-parse drops the second of two values of one name,
# append-query puts '[]' behind both names; 'paid' becomes 'paid=' in most; build-url writes a second '?', so that the last value ends with
# '?utm_source=viber'. A link that was signed over its parameters, as one for a payment or out of a list, is refused by the page behind it, for every
# recipient; the link in a test, with one parameter and nothing escaped, is taken, but for build-url's. url-join leaves the parameters alone, and
# takes a slash in front of them away.
#
# query-string 9.5.1, ufo 1.6.4, url-parse 1.5.10, urijs 1.19.11, append-query 2.1.1, build-url 6.0.1, url-join 5.2.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund query-string@9.5.1 ufo@1.6.4 url-parse@1.5.10 urijs@1.19.11 append-query@2.1.1 build-url@6.0.1 url-join@5.2.0

cat > program.mjs <<'PROGRAM'
import { createHmac } from 'node:crypto';
import legacy from 'node:url';
import appendQuery from 'append-query';
import buildUrl from 'build-url';
import queryString from 'query-string';
import { withQuery } from 'ufo';
import URI from 'urijs';
import urlJoin from 'url-join';
import Url from 'url-parse';

const utm = { utm_source: 'viber' };
const ways = {
  'query-string': (link) => queryString.stringifyUrl({ url: link, query: utm }),
  'query-string, unsorted': (link) => queryString.stringifyUrl({ url: link, query: utm }, { sort: false }),
  ufo: (link) => withQuery(link, utm),
  'url-parse': (link) => {
    const url = new Url(link, true);
    return url.set('query', { ...url.query, ...utm }).toString();
  },
  urijs: (link) => new URI(link).addQuery(utm).toString(),
  'append-query': (link) => appendQuery(link, utm),
  'build-url': (link) => buildUrl(link, { queryParams: utm }),
  'url-join': (link) => urlJoin(link, '?utm_source=viber'),
  URL: (link) => {
    const url = new URL(link);
    url.searchParams.append('utm_source', 'viber');
    return url.href;
  },
  'url.format': (link) => {
    const url = legacy.parse(link, true);
    return legacy.format({ ...url, search: undefined, query: { ...url.query, ...utm } });
  },
};

// What the page does: it signs what stands before its signature, and leaves out what was added behind it.
const sign = (text) => createHmac('sha256', 'key of the shop').update(text).digest('hex').slice(0, 8);
const signed = (link) => `${link}&sig=${sign(link)}`;
const isGood = (link) => {
  const [, text, signature] = /^(.*)[&?]sig=([^&?]*)(?:&utm_source=viber)?$/.exec(link.replace(/([?&])utm_source=viber&/, '$1')) ?? [];
  return signature !== undefined && sign(text) === signature;
};
const links = { plain: 'https://pay.by/i?id=5', unsorted: 'https://pay.by/i?sum=10&id=5', '%20': 'https://pay.by/i?id=5&name=Anna%20B', '+': 'https://pay.by/i?id=5&name=Anna+B', '%3D': 'https://pay.by/i?id=5&key=YQ%3D%3D', 'two of one name': 'https://pay.by/i?id=5&item=1&item=2', 'no value': 'https://pay.by/i?id=5&paid', ':': 'https://pay.by/i?id=5&until=10:00' };
for (const [name, add] of Object.entries(ways)) {
  console.log(`${name}: broken are ${Object.keys(links).filter((kind) => !isGood(add(signed(links[kind])))).join(', ') || 'none'}`);
}
console.log(`url-join: https://pay.by/i/?id=5 -> ${ways['url-join']('https://pay.by/i/?id=5')}`);
for (const [name, kind] of [['append-query', 'two of one name'], ['url-parse', 'two of one name'], ['build-url', 'plain'], ['query-string', 'unsorted'], ['URL', 'no value']]) console.log(`${name}: ${links[kind]} -> ${ways[name](links[kind])}`);
PROGRAM

cat > expected.txt <<'EXPECTED'
query-string: broken are unsorted, +, :
query-string, unsorted: broken are +, :
ufo: broken are %20, %3D
url-parse: broken are +, two of one name, no value, :
urijs: broken are %20, :
append-query: broken are +, two of one name, no value, :
build-url: broken are plain, unsorted, %20, +, %3D, two of one name, no value, :
url-join: broken are none
URL: broken are %20, no value, :
url.format: broken are +, no value, :
url-join: https://pay.by/i/?id=5 -> https://pay.by/i?id=5&utm_source=viber
append-query: https://pay.by/i?id=5&item=1&item=2 -> https://pay.by/i?id=5&item%5B%5D=1&item%5B%5D=2&utm_source=viber
url-parse: https://pay.by/i?id=5&item=1&item=2 -> https://pay.by/i?id=5&item=1&utm_source=viber
build-url: https://pay.by/i?id=5 -> https://pay.by/i?id=5?utm_source=viber
query-string: https://pay.by/i?sum=10&id=5 -> https://pay.by/i?id=5&sum=10&utm_source=viber
URL: https://pay.by/i?id=5&paid -> https://pay.by/i?id=5&paid=&utm_source=viber
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
