import { InvalidInputError, throwIssue } from '../wire/errors.js';
import { callbackFault, isLoopback } from '../wire/link.js';
import { sandboxRules } from '../wire/rules.js';
import { parseJson } from '../wire/schema.js';
import type { RequestJson } from '../wire/types.js';
import { type Fault, jsonReply, type Reply, refusal } from './fault.js';

/** What is done with a request, for memory and HTTP alike. */
export interface Reaction {
  /** What goes out; nothing where it is absent. */
  readonly reply?: Reply | undefined;
  readonly connection: Fault['connection'];
  /** Where the accepted request wants the answer as well, and that answer. */
  readonly callback?: { readonly url: string; readonly answer: string } | undefined;
}

/** The endpoint, however it is reached: what it accepted, and the faults that are to come. */
export class Endpoint {
  // Kept as texts, which costs little, and parsed for each reader, who then owns the values.
  #accepted: string[] = [];
  #faults: Fault[] = [];
  #ports = 0;

  /** @param extra - Whether fields that the API does not document are taken. */
  constructor(private readonly extra: boolean) {}

  get requests(): RequestJson[] {
    return this.#accepted.map((text) => JSON.parse(text));
  }

  /** Lets so many requests fail. */
  add(fault: Fault, times: number): void {
    if (this.#ports > 0) refuseOverHttp([fault]);
    for (let time = 0; time < times; time++) this.#faults.push(fault);
  }

  /** Takes the fault of the next request. */
  take(): Fault | undefined {
    return this.#faults.shift();
  }

  /** Lets it be reached by a port. Gives what ends that. */
  listen(): () => void {
    refuseOverHttp(this.#faults);
    this.#ports++;
    return () => this.#ports--;
  }

  reset(): void {
    this.#accepted = [];
    this.#faults = [];
  }

  react(request: IncomingRequest, fault: Fault | undefined): Reaction {
    if (fault !== undefined && fault.accepts === undefined) return fault;
    const { reply, accepted } = checkRequest(request, this.extra);
    if (accepted === undefined) return { reply, connection: 'kept' };
    this.#accepted.push(accepted.text);
    const callback = accepted.callbackUrl === undefined ? undefined : { url: accepted.callbackUrl, answer: reply.text };
    if (fault === undefined) return { reply, connection: 'kept', callback };
    return { reply: fault.accepts === 'half' ? half(reply) : undefined, connection: fault.connection, callback };
  }
}

/** Refuses the fault `refused`: a port that listens cannot refuse a connection. */
function refuseOverHttp(faults: readonly Fault[]): void {
  if (faults.some(({ connection }) => connection === 'refused')) throwIssue(sandboxRules, 'fault_over_http', '');
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

/** The endpoint's answer, and what it accepted: a request that keeps every rule. */
interface Checked {
  readonly reply: Reply;
  readonly accepted?: { readonly text: string; readonly callbackUrl: string | undefined };
}

/** What each method of the API makes of a body, by the last part of its path. */
const methods: Readonly<Record<string, (body: Uint8Array, extra: boolean) => Checked>> = { sendBulkViber };

/** Checks a request as the documentation says. A refusal names the places and the rules, and no values. */
function checkRequest({ method, path, body }: IncomingRequest, extra: boolean): Checked {
  const [name = '', before = ''] = path.split('/').reverse();
  if (!Object.hasOwn(methods, name) || Object.hasOwn(methods, before)) {
    return { reply: refusal(404, `page not found: ${path} is none, the method is …/api/v1/sendBulkViber`) };
  }
  if (method === 'POST') return (methods[name] as (typeof methods)[string])(body, extra);
  return { reply: refusal(405, 'the method is called with POST', { allow: 'POST' }) };
}

function sendBulkViber(body: Uint8Array, extra: boolean): Checked {
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(body);
    value = JSON.parse(text);
  } catch {
    return { reply: refusal(400, 'incorrect request: the body is JSON in UTF-8, and this is not') };
  }
  try {
    const { callback_url: callbackUrl, ...rest } = Object(value);
    // A callback to this machine is refused elsewhere, and all that the sandbox ever calls.
    parseJson('request', isLocal(callbackUrl) ? rest : value, extra);
    return { reply: jsonReply(200, { uuid: crypto.randomUUID(), success: 'OK' }), accepted: { text, callbackUrl } };
  } catch (error) {
    if (error instanceof InvalidInputError) return { reply: refusal(400, `incorrect request: ${error.message}`) };
    throw error;
  }
}

// A byte order mark is no JSON, so it is not taken away.
const utf8 = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function isLocal(link: unknown): boolean {
  return callbackFault(link, true) === undefined && URL.canParse(link as string) && isLoopback(new URL(link as string).hostname);
}
