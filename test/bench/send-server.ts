import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { key, localhost } from '../client/certificates.ts';

/** The endpoint in a process of its own, plain and over TLS, which answers at once, until its parent is gone. */
const answer: RequestListener = (request, response) => {
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json').end('{"uuid":"cc9c8043-8caf-11ef-b035-9e8f47954dec","success":"OK"}');
  });
};
const listening = (server: Server) =>
  new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
const [http, https] = [createServer(answer), createTlsServer({ key, cert: localhost }, answer)];
process.send?.({ http: await listening(http), https: await listening(https) });
process.on('disconnect', () => process.exit());
