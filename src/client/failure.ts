import { match, P } from 'ts-pattern';
import { NotSentError } from './not-sent-error.js';
import { OutcomeUnknownError } from './outcome-unknown-error.js';
import type { SendError } from './send-error.js';

/** What an error of `fetch` says of the request. Whatever the runtime does not name is unknown. */
export function failureOf(error: unknown): SendError {
  try {
    const leaves = leavesOf(error, 0);
    const verdicts = leaves.map(verdictOf);
    const code = leaves.map(({ code }) => code).find((each) => each !== undefined);
    if (verdicts.includes('unknown')) return new OutcomeUnknownError('the connection was lost', { code });
    return verdicts.includes('certificate')
      ? new NotSentError("the server's certificate is not trusted", { code, retryable: false })
      : new NotSentError('no connection came about', { code, retryable: true });
  } catch {
    // An error that throws when it is looked at.
    return new OutcomeUnknownError('the connection was lost');
  }
}

interface Leaf {
  readonly code: string | undefined;
  readonly syscall: unknown;
  readonly message: string;
}

const mostDepth = 8;

/** The errors at the ends of the chain. A runtime that tries several addresses gives one for each. */
function leavesOf(error: unknown, depth: number): Leaf[] {
  if (typeof error !== 'object' || error === null || depth > mostDepth)
    return [{ code: undefined, syscall: undefined, message: '' }];
  const { errors, cause, code, syscall, message } = error as Record<string, unknown>;
  if (Array.isArray(errors) && errors.length > 0) return errors.flatMap((each) => leavesOf(each, depth + 1));
  if (typeof cause === 'object' && cause !== null) return leavesOf(cause, depth + 1);
  return [{ code: typeof code === 'string' && codeName.test(code) ? code : undefined, syscall, message: String(message) }];
}

function verdictOf(leaf: Leaf): 'not-sent' | 'certificate' | 'unknown' {
  return match(leaf)
    .returnType<'not-sent' | 'certificate' | 'unknown'>()
    .with(
      { code: P.union('ECONNREFUSED', 'ConnectionRefused', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT') },
      () => 'not-sent',
    )
    .with({ code: P.union('ENETUNREACH', 'EHOSTUNREACH', 'ETIMEDOUT'), syscall: 'connect' }, () => 'not-sent')
    .with({ code: P.string.regex(certificate) }, () => 'certificate')
    .with({ code: undefined, message: P.string.regex(denoCertificate) }, () => 'certificate')
    .with({ code: undefined, message: P.union('bad port', P.string.regex(denoConnect)) }, () => 'not-sent')
    .otherwise(() => 'unknown');
}

const codeName = /^[A-Za-z0-9_]{1,60}$/;
const certificate = /^(?:ERR_TLS_CERT_ALTNAME_INVALID|(?:DEPTH_ZERO_)?SELF_SIGNED_CERT(?:_IN_CHAIN)?|UNABLE_TO_\w+|CERT_\w+)$/;
const denoConnect = /client error \(Connect\)/;
const denoCertificate = /client error \(Connect\).*certificate/is;
