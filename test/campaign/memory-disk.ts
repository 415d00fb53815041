import { CampaignError } from 'viber-mailing/campaign';
import type { Disk, OpenFile } from '../../src/campaign/file/disk.ts';

interface File {
  /** What the programs see. */
  seen: Uint8Array;
  /** What is on the disk for certain. */
  kept: Uint8Array;
  /** What may or may not be there after a power loss. */
  unsynced: { readonly position: number; readonly bytes: Uint8Array }[];
}

type Node = File | { readonly target: string };
type Names = Map<string, Node>;

const sector = 512;

/**
 * A disk that can lose its power: what was not synced is then lost at random, writes by the sector, names in the order
 * in which they were made. It keeps a log of the calls.
 */
export class MemoryDisk {
  readonly log: string[] = [];
  /** Called before each call; it may throw. */
  before: (call: string) => void = () => {};
  readonly #folders = new Set(['.']);
  #seen: Names = new Map();
  #kept: Names = new Map();
  #unsynced: { readonly folder: string; readonly apply: (names: Names) => void }[] = [];

  /** Loses the power. `keeps` says of each thing that was not synced whether it is kept all the same. */
  losePower(keeps: () => boolean): void {
    const torn = new Set<string>();
    for (const { folder, apply } of this.#unsynced) {
      if (!torn.has(folder) && keeps()) apply(this.#kept);
      else torn.add(folder);
    }
    this.#unsynced = [];
    for (const node of this.#kept.values()) if ('seen' in node) lose(node, keeps);
    this.#seen = new Map(this.#kept);
  }

  /** What a file holds, for a test to look at or to change. */
  get(path: string): Uint8Array | undefined {
    const node = this.#seen.get(path);
    return node !== undefined && 'seen' in node ? node.seen : undefined;
  }

  set(path: string, bytes: Uint8Array): void {
    const file = { seen: bytes, kept: bytes, unsynced: [] };
    this.#seen.set(path, file);
    this.#kept.set(path, file);
  }

  remove(path: string): void {
    this.#seen.delete(path);
    this.#kept.delete(path);
  }

  get paths(): string[] {
    return [...this.#seen.keys()].sort();
  }

  /** The disk as one process has it; `call` runs before each call, and may throw or never return. */
  view(call: (what: string) => void | Promise<void> = () => {}): Disk {
    const run = async <Value>(what: string, work: () => Value): Promise<Value> => {
      await call(what);
      this.before(what);
      this.log.push(what);
      return work();
    };
    const rename = (names: Names, from: string, to: string) => {
      const node = names.get(from);
      names.delete(from);
      if (node !== undefined) names.set(to, node);
    };
    return {
      makeFolder: (path) =>
        run(`makeFolder ${path}`, () => {
          for (let folder = path; folder !== '.'; folder = folderOf(folder)) this.#folders.add(folder);
        }),
      list: (path) =>
        run(`list ${path}`, () => {
          const inside = [...this.#seen.keys(), ...this.#folders].filter((each) => each !== '.' && folderOf(each) === path);
          return inside.map((each) => each.slice(path === '.' ? 0 : path.length + 1));
        }),
      read: (path) => run(`read ${path}`, () => this.get(path)?.slice()),
      write: (path, bytes) =>
        run(`write ${path}`, () => {
          this.#within(path);
          const file: File = { seen: bytes.slice(), kept: bytes.slice(), unsynced: [] };
          this.#change(path, (names) => names.set(path, file));
        }),
      open: (path) =>
        run(`open ${path}`, () => {
          const file = this.#seen.get(path);
          return file !== undefined && 'seen' in file ? openFile(path, file, run) : undefined;
        }),
      rename: (from, to) => run(`rename ${from} ${to}`, () => this.#change(to, (names) => rename(names, from, to))),
      remove: (path) => run(`remove ${path}`, () => this.#change(path, (names) => names.delete(path))),
      removeFolder: (path) =>
        run(`removeFolder ${path}`, () => {
          const inside = [...this.#seen.keys(), ...this.#folders].some((each) => each !== path && folderOf(each) === path);
          if (!inside) this.#folders.delete(path);
        }),
      syncFolder: (path) =>
        run(`syncFolder ${path}`, () => {
          for (const { folder, apply } of this.#unsynced) if (folder === path) apply(this.#kept);
          this.#unsynced = this.#unsynced.filter(({ folder }) => folder !== path);
        }),
      link: (target, path) =>
        run(`link ${path}`, () => {
          if (!this.#folders.has(folderOf(path)) || this.#seen.has(path)) return false;
          this.#change(path, (names) => names.set(path, { target }));
          return true;
        }),
      gather: () => new Promise((resolve) => setImmediate(resolve)),
      linkTarget: (path) => {
        const node = this.#seen.get(path);
        return node !== undefined && 'target' in node ? node.target : undefined;
      },
    };
  }

  #within(path: string): void {
    if (!this.#folders.has(folderOf(path))) throw new CampaignError('ledger_unavailable', 'ENOENT');
  }

  #change(path: string, apply: (names: Names) => void): void {
    apply(this.#seen);
    this.#unsynced.push({ folder: folderOf(path), apply });
  }
}

function openFile(path: string, file: File, run: <Value>(what: string, work: () => Value) => Promise<Value>): OpenFile {
  return {
    size: () => run(`size ${path}`, () => file.seen.length),
    read: (position, length) => run(`read ${path}`, () => file.seen.slice(position, position + length)),
    write: (position, bytes) =>
      run(`write ${path} ${position}`, () => {
        file.seen = written(file.seen, position, bytes);
        file.unsynced.push({ position, bytes: bytes.slice() });
      }),
    sync: () =>
      run(`sync ${path}`, () => {
        file.kept = file.seen.slice();
        file.unsynced = [];
      }),
    close: () => run(`close ${path}`, () => {}),
  };
}

function lose(file: File, keeps: () => boolean): void {
  for (const { position, bytes } of file.unsynced) {
    for (let from = position; from < position + bytes.length; from += sector - (from % sector)) {
      const to = Math.min(from + sector - (from % sector), position + bytes.length);
      if (keeps()) file.kept = written(file.kept, from, bytes.subarray(from - position, to - position));
    }
  }
  file.unsynced = [];
  file.seen = file.kept.slice();
}

function written(before: Uint8Array, position: number, bytes: Uint8Array): Uint8Array {
  const after = new Uint8Array(Math.max(before.length, position + bytes.length));
  after.set(before);
  after.set(bytes, position);
  return after;
}

function folderOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end === -1 ? '.' : path.slice(0, end);
}
