import { InvalidInputError } from '../wire/errors.js';
import { isLoopback, linkFormatFault } from '../wire/link.js';
import { parseJson } from '../wire/schema.js';
import type { RequestJson } from '../wire/types.js';
import type { Fault } from './fault.js';
import { jsonReply, type Reply, refusal } from './fetch.js';

/** What is done with a request, for memory and HTTP alike. */
export interface Reaction {
  /** What goes out; nothing where it is absent. */
  readonly reply: Reply | undefined;
  readonly connection: Fault['connection'];
  /** Where the accepted request wants the answer as well, and that answer. */
  readonly callback?: { readonly url: string; readonly answer: string } | undefined;
}

/** The endpoint, however it is reached: what it accepted, and the faults that are to come. */
export class Endpoint {
  // As they came: it costs little, and each reader gets values of their own.
  #accepted: string[] = [];
  #faults: Fault[] = [];
  readonly #watchers = new Set<() => void>();

  get requests(): RequestJson[] {
    return this.#accepted.map((text) => JSON.parse(text));
  }

  /** Whether the next connection is to be refused. */
  get refuses(): boolean {
    return this.#faults[0]?.connection === 'refused';
  }

  add(fault: Fault): void {
    this.#faults.push(fault);
    this.#changed();
  }

  /** Takes the fault of the next request. */
  take(): Fault | undefined {
    const fault = this.#faults.shift();
    if (fault !== undefined) this.#changed();
    return fault;
  }

  reset(): void {
    this.#accepted = [];
    this.#faults = [];
    this.#changed();
  }

  /** Calls back whenever the faults to come are others. Gives a function that ends it. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  react(request: IncomingRequest, fault: Fault | undefined): Reaction {
    if (fault !== undefined && !fault.accepts) {
      return { reply: typeof fault.sends === 'object' ? fault.sends : undefined, connection: fault.connection };
    }
    const { reply, accepted } = checkRequest(request);
    if (accepted === undefined) return { reply, connection: 'kept' };
    this.#accepted.push(accepted.text);
    const callback = accepted.callbackUrl === undefined ? undefined : { url: accepted.callbackUrl, answer: reply.text };
    if (fault === undefined) return { reply, connection: 'kept', callback };
    return { reply: fault.sends === 'half' ? half(reply) : undefined, connection: fault.connection, callback };
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

/** The first half of a reply that announces the whole. */
function half({ status, headers, text }: Reply): Reply {
  return { status, headers: { ...headers, 'content-length': String(text.length) }, text: text.slice(0, text.length / 2) };
}

/** A request as it comes in, by whichever way. */
export interface IncomingRequest {
  readonly method: string;
  readonly path: string;
  readonly body: Uint8Array;
}

/** The endpoint's answer to a request. */
export interface Checked {
  readonly reply: Reply;
  /** Where the request keeps every rule. */
  readonly accepted?: {
    readonly text: string;
    readonly callbackUrl: string | undefined;
  };
}

function isLocal(link: unknown): link is string {
  return linkFormatFault(link) === undefined && URL.canParse(link as string) && isLoopback(new URL(link as string).hostname);
}

/** Checks a request as the documentation says. A refusal names the places and the rules, and no values. */
export function checkRequest({ method, path, body }: IncomingRequest): Checked {
  if (!path.endsWith('/sendBulkViber')) return { reply: refusal(404, 'page not found: the method is …/api/v1/sendBulkViber') };
  if (method !== 'POST') {
    const { headers, ...rest } = refusal(405, 'the method is called with POST');
    return { reply: { ...rest, headers: { ...headers, allow: 'POST' } } };
  }
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(body);
    value = JSON.parse(text);
  } catch {
    return { reply: refusal(400, 'incorrect request: the body is JSON in UTF-8, and this is not') };
  }
  try {
    const { callback_url: local, ...rest } = Object(value) as { readonly callback_url?: unknown };
    // A callback to this machine is refused elsewhere, and all that the sandbox ever calls.
    const { callback_url } = parseJson('request', isLocal(local) ? rest : value);
    const reply = jsonReply(200, { uuid: crypto.randomUUID(), success: 'OK' });
    return { reply, accepted: { text, callbackUrl: isLocal(local) ? local : callback_url } };
  } catch (error) {
    if (error instanceof InvalidInputError) return { reply: refusal(400, `incorrect request: ${error.message}`) };
    throw error;
  }
}

// A byte order mark is no JSON, so it is not taken away.
const utf8 = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
