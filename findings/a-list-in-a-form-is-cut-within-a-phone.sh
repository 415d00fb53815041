#!/usr/bin/env bash
# Guess: a form whose field is too long for the server is refused, or all of it is there.
#
# Seen: @fastify/multipart and express-fileupload cut each field at 1 MiB and say nothing: of a list of 100,000 phones a fifth is missing, and the
# last one that is left is 375291080 for 375291080659, which has no fewer digits than a phone may have. The handler answers 200. So does
# busboy by itself, which marks the field as cut. multer, made of the same busboy, refuses; formidable, multiparty and formData() of
# Request take all of it.
#
# @fastify/multipart 10.1.9, fastify 5.12.8, express-fileupload 1.5.2, express 5.3.0, busboy 1.6.0, multer 2.5.0, formidable 3.5.4, multiparty 4.3.1, Node
# 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @fastify/multipart@10.1.9 fastify@5.12.8 express-fileupload@1.5.2 express@5.3.0 busboy@1.6.0 multer@2.5.0 formidable@3.5.4 multiparty@4.3.1

cat > program.mjs <<'PROGRAM'
import { createServer } from 'node:http';
import multipart from '@fastify/multipart';
import busboy from 'busboy';
import express from 'express';
import fileUpload from 'express-fileupload';
import fastify from 'fastify';
import formidable from 'formidable';
import multer from 'multer';
import multiparty from 'multiparty';

const list = Array.from({ length: 100_000 }, (_, i) => `${375291000000 + i}`).join(',');
const says = (to) => `${to.split(',').length} phones, the last one ${to.split(',').at(-1)}`;
const listening = (handler) =>
  new Promise((resolve) => {
    const server = createServer(handler).listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}/`));
  });
const called = (call) => new Promise((resolve, reject) => call((error, value) => (error ? reject(error) : resolve(value))));
const plain = (read) =>
  listening((request, response) => read(request).then((to) => response.end(says(to)), () => response.writeHead(400).end()));
const onExpress = (reader) => listening(express().use(reader).post('/', ({ body }, response) => response.end(says(body.to))));
const onFastify = async (options, read) => {
  const app = fastify();
  app.register(multipart, options);
  app.post('/', async (request) => says(await read(request)));
  await app.listen({ port: 0, host: '127.0.0.1' });
  return `http://127.0.0.1:${app.server.address().port}/`;
};
const readers = {
  '@fastify/multipart, keyValues': () => onFastify({ attachFieldsToBody: 'keyValues' }, ({ body }) => body.to),
  '@fastify/multipart, parts': () =>
    onFastify({}, async (request) => {
      for await (const { value } of request.parts()) return value;
    }),
  'express-fileupload': () => onExpress(fileUpload()),
  busboy: () =>
    plain((request) => new Promise((resolve) => request.pipe(busboy({ headers: request.headers }).on('field', (_, value) => resolve(value))))),
  multer: () => onExpress(multer().none()),
  formidable: () => plain(async (request) => (await formidable().parse(request))[0].to[0]),
  multiparty: () => plain((request) => called((done) => new multiparty.Form().parse(request, (error, fields) => done(error, fields?.to[0])))),
  'Request.formData()': () =>
    plain(async (body) => {
      const { headers } = body;
      return (await new Request('http://127.0.0.1/', { method: 'POST', headers, body, duplex: 'half' }).formData()).get('to');
    }),
};
console.log(`sent: ${says(list)}`);
for (const [name, start] of Object.entries(readers)) {
  const body = new FormData();
  body.append('to', list);
  const answer = await fetch(await start(), { method: 'POST', body });
  console.log(`${name}: ${answer.ok ? await answer.text() : 'refused'}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
sent: 100000 phones, the last one 375291099999
@fastify/multipart, keyValues: 80660 phones, the last one 375291080
@fastify/multipart, parts: 80660 phones, the last one 375291080
express-fileupload: 80660 phones, the last one 375291080
busboy: 80660 phones, the last one 375291080
multer: refused
formidable: 100000 phones, the last one 375291099999
multiparty: 100000 phones, the last one 375291099999
Request.formData(): 100000 phones, the last one 375291099999
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
