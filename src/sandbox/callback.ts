import { isLoopback } from '../wire/loopback.js';

/**
 * Posts the endpoint's answer to a callback on this machine. A test must not reach anyone else, so any other host is
 * left alone, and whatever goes wrong is the receiver's affair.
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
