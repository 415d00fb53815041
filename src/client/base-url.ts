import { isLoopback } from '../wire/loopback.js';

/** Whether a base URL is one that a token may be sent to: https, or http to a loopback host; no login, query or fragment. */
export function baseUrlFault(value: unknown): boolean {
  if (typeof value !== 'string' || spaces.test(value) || !URL.canParse(value)) return true;
  const { protocol, hostname, username, password } = new URL(value);
  const secure = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return !secure || username !== '' || password !== '' || value.includes('?') || value.includes('#');
}

/** The method's address under a base URL. */
export function endpoint(baseUrl: string): string {
  return new URL('sendBulkViber', baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`).href;
}

const spaces = /[\s\p{Cc}]/u;
