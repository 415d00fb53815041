import { builtin } from '../wire/internal.js';
import { isLoopback } from '../wire/link.js';
import { joined } from '../wire/request-body.js';
import type { Endpoint, Reaction } from './endpoint.js';

/** The sandbox over HTTP. */
export interface SandboxServer {
  /** Where it is, such as `http://127.0.0.1:41234/api/v1/`: for the client's `baseUrl`. */
  readonly baseUrl: string;
  /** Ends it and every connection, also one whose request hangs. Callbacks that are under way end as well. */
  close(): Promise<void>;
}

// What is used of `node:http`, so that the package compiles without Node's types.
interface HttpIncoming extends AsyncIterable<Uint8Array> {
  readonly method: string;
  readonly url: string;
  readonly socket: { destroy(): void; resetAndDestroy(): void };
}

interface HttpOutgoing {
  readonly destroyed: boolean;
  writeHead(status: number, headers: Readonly<Record<string, string>>): void;
  write(text: string, written?: () => void): boolean;
  end(text: string): void;
  on(event: 'drain' | 'error', listener: () => void): void;
}

/** Serves the endpoint on a loopback port that is free. */
export async function serve(endpoint: Endpoint): Promise<SandboxServer> {
  const http = builtin<any>('node:http');
  if (http === undefined) throw new Error('this runtime has no node:http to listen with: use sandbox.fetch instead');
  const unlisten = endpoint.listen();
  const closing = new AbortController();
  const server = http.createServer((incoming: HttpIncoming, outgoing: HttpOutgoing) =>
    answer(endpoint, incoming, outgoing, closing.signal),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${server.address().port}/api/v1/`,
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      unlisten();
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(endpoint: Endpoint, incoming: HttpIncoming, outgoing: HttpOutgoing, closing: AbortSignal): Promise<void> {
  const fault = endpoint.take();
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk);
  } catch {
    // The caller went away.
    return;
  }
  const [path = ''] = incoming.url.split('?');
  const reaction = endpoint.react({ method: incoming.method, path, body: joined(chunks) }, fault);
  send(reaction, incoming, outgoing);
  const { callback } = reaction;
  if (callback !== undefined) await postCallback(callback.url, callback.answer, closing);
}

function send({ reply, connection }: Reaction, { socket }: HttpIncoming, outgoing: HttpOutgoing): void {
  outgoing.on('error', () => {});
  if (reply === undefined) {
    if (connection === 'lost') socket.resetAndDestroy();
    return;
  }
  const { status, headers, text } = reply;
  outgoing.writeHead(status, headers);
  if (connection === 'kept') {
    outgoing.end(text);
    return;
  }
  outgoing.write(text, () => {
    if (connection === 'lost') socket.destroy();
  });
  if (connection === 'endless') {
    const more = () => {
      while (!outgoing.destroyed && outgoing.write(text));
    };
    outgoing.on('drain', more);
    more();
  }
}

/**
 * Posts the endpoint's answer to a callback on this machine. A test must not reach anyone else, so any other host is
 * left alone, and whatever goes wrong is the receiver's affair.
 *
 * @internal
 */
export async function postCallback(url: string, answer: string, signal: AbortSignal): Promise<void> {
  try {
    if (!isLoopback(new URL(url).hostname)) return;
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: answer, redirect: 'manual', signal });
    await response.body?.cancel();
  } catch {
    // Nobody listens there, or the sandbox was closed.
  }
}
