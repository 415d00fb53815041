import { InvalidInputError } from '../wire/invalid-input-error.js';
import { parseJson } from '../wire/parse-json.js';
import { requestSchema } from '../wire/schema.js';
import { jsonReply, type Reply, refusal } from './reply.js';

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
    const { callback_url } = parseJson(requestSchema, value);
    const reply = jsonReply(200, { uuid: crypto.randomUUID(), success: 'OK' });
    return { reply, accepted: { text, callbackUrl: callback_url } };
  } catch (error) {
    if (error instanceof InvalidInputError) return { reply: refusal(400, `incorrect request: ${error.message}`) };
    throw error;
  }
}

// A byte order mark is no JSON, so it is not taken away.
const utf8 = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
