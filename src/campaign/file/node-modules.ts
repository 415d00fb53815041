// What the file ledger uses of Node's modules, by its shape: the types of the package need no `@types/node`.

export type Done<Value> = (error: unknown, value: Value) => void;

export interface NodeModules {
  readonly fs: {
    mkdirSync(path: string, options: { readonly recursive: true; readonly mode: number }): string | undefined;
    readdir(path: string, done: Done<string[]>): void;
    readFileSync(path: string, encoding: 'latin1'): string;
    renameSync(from: string, to: string): void;
    unlink(path: string, done: Done<void>): void;
    rmdirSync(path: string): void;
    symlinkSync(target: string, path: string): void;
    readlinkSync(path: string): string;
    open(path: string, flags: string, mode: number, done: Done<number>): void;
    read(file: number, bytes: Uint8Array, offset: number, length: number, position: number, done: Done<number>): void;
    openSync(path: string, flags: string): number;
    closeSync(file: number): void;
    fstatSync(file: number): { readonly size: number };
    readSync(file: number, bytes: Uint8Array, offset: number, length: number, position: number): number;
    writeSync(file: number, bytes: Uint8Array, offset: number, length: number, position: number): number;
    fdatasync(file: number, done: Done<void>): void;
    fsync(file: number, done: Done<void>): void;
  };
  readonly path: { join(...parts: string[]): string; resolve(path: string): string; dirname(path: string): string };
  readonly timers: { setImmediate(done: () => void): void };
  readonly os: { hostname(): string };
  readonly process: { readonly pid: number; kill(pid: number, signal: 0): true };
}

/** Loads the modules, at the first need: campaigns on other ledgers run also where they are not. */
export async function loadNode(): Promise<NodeModules> {
  const [fs, path, timers, os, process] = await Promise.all([
    import('node:fs' as string),
    import('node:path' as string),
    import('node:timers' as string),
    import('node:os' as string),
    import('node:process' as string),
  ]);
  return { fs, path, timers, os, process };
}
