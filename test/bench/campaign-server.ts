import { createServer } from 'node:http';

/** An endpoint that takes every request, answers after 5 ms as documented, and says how many bytes it got. */
const answer = JSON.stringify({ uuid: 'cc9c8043-8caf-11ef-b035-9e8f47954dec', success: 'OK' });

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    setTimeout(() => {
      response.setHeader('content-type', 'application/json');
      response.end(answer);
    }, 5);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port));
process.on('disconnect', () => process.exit());
