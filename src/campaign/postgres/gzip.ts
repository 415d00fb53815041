interface Zlib {
  gzip(bytes: Uint8Array, options: { readonly level: number }, done: (error: unknown, result: Uint8Array) => void): void;
  gunzipSync(bytes: Uint8Array): Uint8Array;
}

// Where `pg` runs, this module is. By its shape: the types of the package need no `@types/node`.
const zlib = (): Promise<Zlib> => import('node:zlib' as string);

/** Compresses some bytes, on another thread. */
export async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const { gzip } = await zlib();
  return new Promise((resolve, reject) => {
    gzip(bytes, { level }, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

/** Gives back what was compressed. At once: asking another thread costs more than doing it. */
export async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
  return (await zlib()).gunzipSync(bytes);
}

const level = 3;
