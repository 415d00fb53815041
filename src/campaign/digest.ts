/** The SHA-256 of some bytes. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  // Where the runtime has it, hashing at once costs less than handing a copy to another thread.
  const crypto = runtime.process?.getBuiltinModule?.('node:crypto');
  if (crypto !== undefined) return crypto.createHash('sha256').update(bytes).digest();
  return new Uint8Array(await runtime.crypto.subtle.digest('SHA-256', bytes));
}

/** Bytes as hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += (byte + 256).toString(16).slice(1);
  return text;
}

interface NodeHash {
  update(bytes: Uint8Array): NodeHash;
  digest(): Uint8Array;
}

const runtime = globalThis as unknown as {
  readonly process?: { getBuiltinModule?(name: string): { createHash(algorithm: string): NodeHash } | undefined };
  readonly crypto: { readonly subtle: { digest(algorithm: string, bytes: Uint8Array): Promise<ArrayBuffer> } };
};
