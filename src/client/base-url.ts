import { isLoopback } from '../wire/loopback.js';

/** Whether a base URL is one that a token may be sent to: https, or http to a loopback host; no login, query or fragment. */
export function baseUrlFault(value: unknown): boolean {
  // A URL parser takes spaces out and mends slashes: the address would be another one than the one written.
  if (typeof value !== 'string' || !written.test(value) || !URL.canParse(value)) return true;
  const { protocol, hostname, username, password } = new URL(value);
  return (protocol !== 'https:' && !isLoopback(hostname)) || username !== '' || password !== '';
}

/** The method's address under a base URL. */
export function endpoint(baseUrl: string): string {
  return new URL('sendBulkViber', baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`).href;
}

const written = /^https?:\/\/[^\s\p{Cc}\\?#]+$/iu;
