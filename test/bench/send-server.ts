import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The endpoint in a process of its own, which answers at once, until its parent is gone. */
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json').end('{"uuid":"cc9c8043-8caf-11ef-b035-9e8f47954dec","success":"OK"}');
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
