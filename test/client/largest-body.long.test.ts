import { constants } from 'node:buffer';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freemem } from 'node:os';
import { createClient, mailing } from 'viber-mailing';
import { expect, test } from 'vitest';

const megabytes = 600;
// The body, and the runtime's own copy of it.
const needed = 3e9;
const enough = freemem() > needed;
if (!enough) console.log(`a body of ${megabytes} MB is not sent: there is less than ${needed / 1e9} GB of memory`);

// One text for all, so that the rows take no memory.
const text = `${'ж'.repeat(200_000)}${'a'.repeat(600_000)}`;
const kinds = {
  'texts that are long': Array.from({ length: megabytes }, (_, i) => ({ phone: String(375_290_000_000 + i), text })),
  'rows that are many': Array.from({ length: megabytes * 1000 }, (_, i) => ({
    phone: String(375_290_000_000 + i),
    text: text.slice(0, 600),
  })),
};

test.skipIf(!enough).each(Object.entries(kinds))(`${megabytes} MB go out, more than a string holds: %s`, async (_, rows) => {
  const got = { bytes: 0, digest: '' };
  const server = createServer(async (request, response) => {
    const hash = createHash('sha256');
    for await (const chunk of request) {
      hash.update(chunk);
      got.bytes += chunk.length;
    }
    got.digest = hash.digest('hex');
    response.setHeader('content-type', 'application/json').end('{"uuid":"17","success":"OK"}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const client = createClient({ token: 'my-token', from: '444', baseUrl, timeout: 3_600_000 });
  const { uuid } = await client.send(mailing().personal().text().to(rows));
  server.close();

  const expected = createHash('sha256');
  expected.update(
    '{"token":"my-token","messages":[{"alphaname_id":"444","message_type":"personal","content":{"type":"text"},"delivery_list":[',
  );
  rows.forEach((row, index) => {
    expected.update(`${index === 0 ? '' : ','}${JSON.stringify(row)}`);
  });
  expected.update(']}]}');
  expect(uuid).toBe('17');
  expect(got.bytes).toBeGreaterThan(constants.MAX_STRING_LENGTH);
  expect(got.digest).toBe(expected.digest('hex'));
});
