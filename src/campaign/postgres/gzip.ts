interface Zlib {
  gzip(bytes: Uint8Array, options: { readonly level: number }, done: (error: unknown, result: Uint8Array) => void): void;
  gunzip(bytes: Uint8Array, done: (error: unknown, result: Uint8Array) => void): void;
}

// Where `pg` runs, this module is. By its shape: the types of the package need no `@types/node`.
const zlib = (): Promise<Zlib> => import('node:zlib' as string);

/** Compresses some bytes. */
export async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const { gzip } = await zlib();
  return new Promise((resolve, reject) => {
    gzip(bytes, { level }, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

/** Gives back what was compressed. */
export async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
  const { gunzip } = await zlib();
  return new Promise((resolve, reject) => {
    gunzip(bytes, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

const level = 3;
