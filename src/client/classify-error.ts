import { match, P } from 'ts-pattern';
import { NotSentError, OutcomeUnknownError, type SendError } from './errors.js';

/** What an error of `fetch` says of a request that was not answered. Whatever the runtime does not name is unknown. */
export function failureOf(error: unknown): SendError {
  try {
    const links = linksOf(error);
    const verdicts = links.map(verdictOf).filter((verdict) => verdict !== undefined);
    const code = links.map(({ code }) => code).find((each) => each !== undefined);
    if (verdicts.length === 0 || verdicts.includes('unknown')) return new OutcomeUnknownError('the connection was lost', { code });
    if (verdicts.includes('certificate'))
      return new NotSentError("the server's certificate is not trusted", { code, retryable: false });
    return new NotSentError('no connection came about', { code, retryable: !verdicts.includes('forbidden') });
  } catch {
    // An error that throws when it is looked at.
    return new OutcomeUnknownError('the connection was lost');
  }
}

/** One error of a chain of causes. */
interface Link {
  readonly code: string | undefined;
  readonly syscall: unknown;
  readonly message: string;
  /** Whether it has no cause. */
  readonly last: boolean;
}

const mostLinks = 50;

/** An error and all that caused it. A runtime that tries several addresses gives one for each. */
function linksOf(error: unknown): Link[] {
  const links: Link[] = [];
  const waiting = [error];
  for (let seen = 0; waiting.length > 0 && seen < mostLinks; seen++) {
    const { errors, cause, code, syscall, message } = Object(waiting.pop()) as Readonly<Record<string, unknown>>;
    const several = Array.isArray(errors) ? errors.slice(0, mostLinks) : [];
    const causes = [...several, cause].filter(isObject);
    waiting.push(...causes);
    // The code of several errors together is that of the first, without its syscall.
    if (several.length === 0) links.push({ code: shownCode(code), syscall, message: String(message), last: causes.length === 0 });
  }
  // Whatever is that long is nothing that a runtime throws.
  if (waiting.length > 0) links.push({ code: undefined, syscall: undefined, message: '', last: true });
  return links;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The code, where it looks like one of a runtime: an error of the caller's own `fetch` may hold anything there. */
function shownCode(code: unknown): string | undefined {
  return typeof code === 'string' && /^[A-Z][A-Za-z]*(?:_[A-Z\d]+)*$/.test(code) && code.length <= 60 ? code : undefined;
}

type Verdict = 'not-sent' | 'certificate' | 'forbidden' | 'unknown';

/** What one error says. One in the middle of a chain says nothing where it has no code. */
function verdictOf(link: Link): Verdict | undefined {
  return match(link)
    .returnType<Verdict | undefined>()
    .with(
      { code: P.union('ECONNREFUSED', 'ConnectionRefused', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT') },
      () => 'not-sent',
    )
    .with({ code: P.union('ENETUNREACH', 'EHOSTUNREACH', 'ETIMEDOUT'), syscall: 'connect' }, () => 'not-sent')
    .with({ code: P.string.regex(certificate) }, () => 'certificate')
    .with({ code: undefined, message: P.string.regex(denoCertificate) }, () => 'certificate')
    .with({ code: undefined, message: P.string.regex(denoConnect) }, () => 'not-sent')
    .with({ code: undefined, message: 'bad port', last: true }, () => 'forbidden')
    .with({ code: undefined, last: false }, () => undefined)
    .otherwise(() => 'unknown');
}

const certificate = /^(?:ERR_TLS_CERT_ALTNAME_INVALID|(?:DEPTH_ZERO_)?SELF_SIGNED_CERT(?:_IN_CHAIN)?|UNABLE_TO_\w+|CERT_\w+)$/;
const denoConnect = /client error \(Connect\)/;
const denoCertificate = /client error \(Connect\).*certificate/is;
