// What the file ledger uses of Node's modules, by its shape: the types of the package need no `@types/node`.

export interface FileHandle {
  writeFile(bytes: Uint8Array): Promise<void>;
  datasync(): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface NodeModules {
  readonly fs: {
    mkdir(path: string, options: { readonly recursive: true; readonly mode: number }): Promise<string | undefined>;
    readdir(path: string): Promise<string[]>;
    readFile(path: string): Promise<Uint8Array>;
    open(path: string, flags: string, mode?: number): Promise<FileHandle>;
    rename(from: string, to: string): Promise<void>;
    unlink(path: string): Promise<void>;
    rmdir(path: string): Promise<void>;
    symlink(target: string, path: string): Promise<void>;
  };
  readonly sync: {
    openSync(path: string, flags: string): number;
    closeSync(file: number): void;
    fstatSync(file: number): { readonly size: number };
    readSync(file: number, bytes: Uint8Array, offset: number, length: number, position: number): number;
    writeSync(file: number, bytes: Uint8Array, offset: number, length: number, position: number): number;
    fdatasync(file: number, synced: (error: unknown) => void): void;
    readFileSync(path: string, encoding: 'latin1'): string;
    readlinkSync(path: string): string;
  };
  readonly path: { join(...parts: string[]): string; resolve(path: string): string; dirname(path: string): string };
  readonly os: { hostname(): string };
  readonly process: { readonly pid: number; kill(pid: number, signal: 0): true };
}

/** Loads the modules, at the first need: campaigns on other ledgers run also where they are not. */
export async function loadNode(): Promise<NodeModules> {
  const [fs, sync, path, os, process] = await Promise.all([
    import('node:fs/promises' as string),
    import('node:fs' as string),
    import('node:path' as string),
    import('node:os' as string),
    import('node:process' as string),
  ]);
  return { fs, sync, path, os, process };
}
