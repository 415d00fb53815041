import { CampaignError } from '../campaign-error.js';
import type { Disk, OpenFile, Processes } from './disk.js';
import { loadNode, type NodeModules } from './node-modules.js';

/** The disk of this machine, and who runs on it. */
export async function nodeDisk(folder: string): Promise<{ readonly disk: Disk; readonly processes: Processes }> {
  const node = await loadNode();
  // Absolute from now on: a program that changes its directory must not find an empty ledger.
  return { disk: new NodeDisk(node, node.path.resolve(folder)), processes: new NodeProcesses(node) };
}

class NodeDisk implements Disk {
  readonly #node: NodeModules;
  readonly #folder: string;

  constructor(node: NodeModules, folder: string) {
    this.#node = node;
    this.#folder = folder;
  }

  async makeFolder(path: string): Promise<void> {
    const { dirname } = this.#node.path;
    let folder = this.#at(path);
    const first = await done(this.#node.fs.mkdir(folder, { recursive: true, mode: 0o700 }));
    if (first === undefined) return;
    for (; folder.length >= first.length; folder = dirname(folder)) await this.#sync(dirname(folder));
  }

  async list(path: string): Promise<string[]> {
    return (await unless(['ENOENT'], this.#node.fs.readdir(this.#at(path)))) ?? [];
  }

  read(path: string): Promise<Uint8Array | undefined> {
    return unless(['ENOENT'], this.#node.fs.readFile(this.#at(path)));
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    const file = await done(this.#node.fs.open(this.#at(path), 'w', 0o600));
    try {
      await done(file.writeFile(bytes));
      await done(file.datasync());
    } finally {
      await done(file.close());
    }
  }

  async open(path: string): Promise<OpenFile | undefined> {
    const { openSync } = this.#node.sync;
    const file = await unless(['ENOENT'], (async () => openSync(this.#at(path), 'r+'))());
    return file === undefined ? undefined : new NodeFile(this.#node, file);
  }

  async rename(from: string, to: string): Promise<void> {
    await done(this.#node.fs.rename(this.#at(from), this.#at(to)));
  }

  async remove(path: string): Promise<void> {
    await unless(['ENOENT'], this.#node.fs.unlink(this.#at(path)));
  }

  async removeFolder(path: string): Promise<void> {
    await unless(['ENOENT', 'ENOTEMPTY', 'EEXIST'], this.#node.fs.rmdir(this.#at(path)));
  }

  async syncFolder(path: string): Promise<void> {
    await this.#sync(this.#at(path));
  }

  async link(target: string, path: string): Promise<boolean> {
    const made = (async () => {
      await this.#node.fs.symlink(target, this.#at(path));
      return true;
    })();
    return (await unless(['EEXIST', 'ENOENT'], made)) ?? false;
  }

  linkTarget(path: string): string | undefined {
    try {
      return this.#node.sync.readlinkSync(this.#at(path));
    } catch {
      return undefined;
    }
  }

  async #sync(path: string): Promise<void> {
    const folder = await done(this.#node.fs.open(path, 'r'));
    try {
      await done(folder.sync());
    } finally {
      await done(folder.close());
    }
  }

  #at(path: string): string {
    return this.#node.path.join(this.#folder, path);
  }
}

/** The slots are written one by one and synced in groups: a write into the system's memory is not worth a promise. */
class NodeFile implements OpenFile {
  readonly #node: NodeModules;
  readonly #file: number;

  constructor(node: NodeModules, file: number) {
    this.#node = node;
    this.#file = file;
  }

  async size(): Promise<number> {
    return attempt(() => this.#node.sync.fstatSync(this.#file).size);
  }

  async read(position: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    return bytes.subarray(
      0,
      attempt(() => this.#node.sync.readSync(this.#file, bytes, 0, length, position)),
    );
  }

  async write(position: number, bytes: Uint8Array): Promise<void> {
    const written = attempt(() => this.#node.sync.writeSync(this.#file, bytes, 0, bytes.length, position));
    if (written < bytes.length) throw new CampaignError('ledger_unavailable', 'ENOSPC');
  }

  sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#node.sync.fdatasync(this.#file, (error) => (error ? reject(unavailable(error)) : resolve()));
    });
  }

  async close(): Promise<void> {
    attempt(() => this.#node.sync.closeSync(this.#file));
  }
}

class NodeProcesses implements Processes {
  readonly #node: NodeModules;
  readonly me: string;

  constructor(node: NodeModules) {
    this.#node = node;
    const { pid } = node.process;
    this.me = `${pid}:${startOf(node, pid) ?? 0}@${node.os.hostname()}`;
  }

  runs(process: string): boolean {
    const [, pid, start, machine] = /^(\d+):(\d+)@(.*)$/.exec(process) ?? [];
    // Of another machine nothing can be known, and a file that is no lock of ours is for a person to judge.
    if (machine !== this.#node.os.hostname()) return true;
    const begun = startOf(this.#node, Number(pid));
    if (begun !== undefined) return begun === start;
    return start === '0' && this.#answers(Number(pid));
  }

  #answers(pid: number): boolean {
    try {
      return this.#node.process.kill(pid, 0);
    } catch (error) {
      return codeOf(error) === 'EPERM';
    }
  }
}

/** When a process began, in ticks since the machine did, where the system tells: numbers of processes are given again. */
function startOf(node: NodeModules, pid: number): string | undefined {
  try {
    const fields = node.sync
      .readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    // A dead one stays listed until its parent looks.
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

async function done<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    throw unavailable(error);
  }
}

/** `undefined` where the system refuses for one of these causes. */
async function unless<Value>(causes: readonly string[], work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (causes.includes(codeOf(error) ?? '')) return undefined;
    throw unavailable(error);
  }
}

function attempt<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw unavailable(error);
  }
}

function unavailable(error: unknown): CampaignError {
  return new CampaignError('ledger_unavailable', codeOf(error));
}

function codeOf(error: unknown): string | undefined {
  return (error as { code?: string } | undefined)?.code;
}
