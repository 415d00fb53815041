import { builtin, type MailingHeadJson } from '../wire/internal.js';
import { joined } from '../wire/request-body.js';
import type { Loaded } from './ledger.js';

/** The SHA-256 of some bytes. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  // Where the runtime has it, hashing at once costs less than handing a copy to another thread.
  const crypto = builtin<NodeCrypto>('node:crypto');
  if (crypto !== undefined) return crypto.createHash('sha256').update(bytes).digest();
  return new Uint8Array(await runtime.crypto.subtle.digest('SHA-256', bytes));
}

/** Bytes as hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += (byte + 256).toString(16).slice(1);
  return text;
}

/** The digest of a message: the SHA-256 of its JSON, in hexadecimal. */
export async function messageDigest(head: MailingHeadJson): Promise<string> {
  return hex(await sha256(encoder.encode(JSON.stringify(head))));
}

/**
 * The digest of a campaign's whole content, in hexadecimal: of its name, message and batches. A ledger compares it with
 * the one that was stored, before it hands out anything.
 *
 * @param digests - The SHA-256 of each batch's recipients, in the order of the batches.
 * @category Ledgers
 */
export async function contentDigest(
  { name, message, batchSize, numbered }: Pick<Loaded, 'name' | 'message' | 'batchSize' | 'numbered'>,
  digests: readonly Uint8Array[],
): Promise<string> {
  const start = JSON.stringify([name.toLowerCase(), message, batchSize, numbered]);
  return hex(await sha256(joined([encoder.encode(start), ...digests])));
}

const encoder = /* @__PURE__ */ new TextEncoder();

interface NodeHash {
  update(bytes: Uint8Array): NodeHash;
  digest(): Uint8Array;
}

interface NodeCrypto {
  createHash(algorithm: string): NodeHash;
}

const runtime = globalThis as unknown as {
  readonly crypto: { readonly subtle: { digest(algorithm: string, bytes: Uint8Array): Promise<ArrayBuffer> } };
};
