import { type Connection, connecting } from './connection.js';
import { NotSentError, OutcomeUnknownError, type SendError } from './errors.js';

type Proof = Pick<Connection, 'failedToConnect' | 'neverLeft'>;

/** What an error of `fetch` says of a request that was not answered. Whatever the runtime does not prove is unknown. */
export function classifyFetchError(error: unknown, connection?: Proof): SendError {
  try {
    const links = linksOf(error);
    const verdicts = links.map((link) => verdictOf(link, connection)).filter((verdict) => verdict !== undefined);
    const code = links.find(({ code }) => code !== undefined)?.code;
    const has = (verdict: Verdict) => verdicts.includes(verdict);
    const tunnel = links.map(tunnelStatus).find((status) => status !== undefined);
    const proven = has('failed to connect') || connection?.neverLeft() === true;
    if (tunnel !== undefined) {
      // What a proxy says of itself, or of the server behind it, may pass; that it wants a login does not.
      const [shown, retryable] = tunnel === 'unnamed' ? ['', true] : [` with status ${tunnel}`, tunnel >= 500];
      return new NotSentError(`the proxy refused to connect${shown}`, { code, retryable });
    }
    const orItself = code === undefined ? ', or `fetch` failed by itself' : '';
    if (!proven && (verdicts.length === 0 || has('unknown')))
      return new OutcomeUnknownError(`the connection was lost${orItself}`, { code });
    if (has('certificate') || (proven && links.some(({ code }) => code === 'UNSPECIFIED')))
      return new NotSentError("the server's certificate is not trusted", { code, retryable: false });
    if (has('not made')) return new NotSentError('the request could not be made', { code, retryable: false });
    return new NotSentError('no connection came about', { code, retryable: !has('forbidden') });
  } catch {
    // An error that throws when it is looked at.
    return new OutcomeUnknownError('the connection was lost');
  }
}

/** A part of the library that could not be loaded. */
export function loadingError(module: string, error: unknown): NotSentError {
  return new NotSentError(`the part of the library that sends could not be loaded, module '${module}'`, {
    code: linksOf(error).find(({ code }) => code !== undefined)?.code ?? shownCode(Object(error).name),
    retryable: false,
    wayOut: 'see that it is installed, and that bundlers and test runners take it as it is, an ES module',
  });
}

/** One error of a chain of causes. */
interface Link {
  readonly error: object;
  readonly code: string | undefined;
  readonly syscall: unknown;
  readonly status: unknown;
  readonly message: string;
  /** Whether it has no cause. */
  readonly last: boolean;
}

const maxLinks = 50;

/** An error and all that caused it. A runtime that tries several addresses gives one for each. */
function linksOf(error: unknown): Link[] {
  const links: Link[] = [];
  const waiting = [error];
  for (let seen = 0; waiting.length > 0 && seen < maxLinks; seen++) {
    const each = Object(waiting.pop()) as Readonly<Record<string, unknown>>;
    const { errors, cause, code, syscall, status, message } = each;
    const several = Array.isArray(errors) ? errors.slice(0, maxLinks) : [];
    const causes = [...several, cause].filter((each) => Object(each) === each);
    waiting.push(...causes);
    // The code of several errors together is that of the first, without its syscall.
    const own = { code: shownCode(code), syscall, status, message: String(message) };
    links.push({ error: each, ...(several.length === 0 ? own : silent), last: causes.length === 0 });
  }
  // No runtime throws a longer chain.
  if (waiting.length > 0) links.push({ error: {}, ...silent, last: true });
  return links;
}

const silent = { code: undefined, syscall: undefined, status: undefined, message: '' };

/** The code, where it looks like one of a runtime: an error of the caller's own `fetch` may hold anything there. */
function shownCode(code: unknown): string | undefined {
  return typeof code === 'string' && /^[A-Z][A-Za-z]*(?:[_/][A-Z\d]+)*$/.test(code) && code.length <= 60 ? code : undefined;
}

type Verdict = 'not-sent' | 'failed to connect' | 'certificate' | 'forbidden' | 'not made' | 'unknown';

/** What one error says. One in the middle of a chain says nothing where it has no code. */
function verdictOf({ error, code, syscall, message, last }: Link, connection: Proof | undefined): Verdict | undefined {
  if (connection?.failedToConnect(error, code) && !certificate.test(code ?? '')) return 'failed to connect';
  if (code === undefined) {
    if (!last && message.startsWith('Failed to parse URL from ')) return 'not made';
    const [, why] = denoConnect.exec(message) ?? [];
    if (why !== undefined) return /certificate/i.test(why) ? 'certificate' : 'not-sent';
    if (last && blockedPort.test(message)) return 'forbidden';
    return last ? 'unknown' : undefined;
  }
  // Beneath the one above, of a `Request` of another library.
  if (last && code === 'ERR_INVALID_URL') return undefined;
  // What undici says of its arguments: a dispatcher of another version.
  if (code === 'UND_ERR_INVALID_ARG') return 'not made';
  if (certificate.test(code)) return 'certificate';
  const notSent =
    /^(?:ECONNREFUSED|ConnectionRefused|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/.test(code) ||
    connecting.test(String(syscall)) ||
    // A stream that the server did not begin to process (RFC 9113, section 8.7).
    (code === 'ERR_HTTP2_STREAM_ERROR' && message.includes('NGHTTP2_REFUSED_STREAM')) ||
    // A session that ended before the stream was processed. Versions of undici without this mark say it of processed streams, too.
    (code === 'UND_ERR_INFO' && message === goAway && Symbol.for('undici.error.UND_ERR_INFO') in error);
  return notSent ? 'not-sent' : 'unknown';
}

/** The names that OpenSSL and BoringSSL have for them. */
const certificate =
  /^(?:ERR_TLS_CERT_ALTNAME_INVALID|(?:DEPTH_ZERO_)?SELF_SIGNED_CERT(?:_IN_CHAIN)?|(?:UNABLE_TO|CERT|CRL|ERROR_IN)_\w+|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_EXCEEDED|(?:PERMITTED|EXCLUDED)_VIOLATION|UNHANDLED_CRITICAL_EXTENSION|HOSTNAME_MISMATCH)$/;
const denoConnect = /client error \(Connect\)(.*)/s;
const goAway = 'HTTP/2: "GOAWAY" frame received with code 0';
/** In the words of Node and of Deno. */
const blockedPort = /^(?:bad port|Fetch failed: Requests to port \d+ are blocked)$/;

/** The status with which a proxy refused to connect, in the words of Node and of Bun. */
function tunnelStatus({ code, status: named, message }: Link): number | 'unnamed' | undefined {
  if (code === 'ERR_PROXY_TUNNEL') return Number.isInteger(named) ? (named as number) : 'unnamed';
  const [, status] = (code === 'UND_ERR_ABORTED' && /^Proxy response \((\d{3})\) !== 200 when HTTP Tunneling$/.exec(message)) || [];
  return status === undefined ? undefined : Number(status);
}
