import { CampaignError } from '../errors.js';
import type { Disk, OpenFile, Processes } from './disk.js';
import { type Done, loadNode, type NodeModules } from './node-modules.js';

/** The disk of this machine, and who runs on it. */
export async function nodeDisk(folder: string): Promise<{ readonly disk: Disk; readonly processes: Processes }> {
  const node = await loadNode();
  // Absolute from now on: a program that changes its directory must not find an empty ledger.
  return { disk: new NodeDisk(node, node.path.resolve(folder)), processes: new NodeProcesses(node) };
}

class NodeDisk implements Disk {
  readonly #fs: NodeModules['fs'];
  readonly #path: NodeModules['path'];
  readonly #immediate: NodeModules['timers']['setImmediate'];
  readonly #folder: string;

  constructor({ fs, path, timers }: NodeModules, folder: string) {
    this.#fs = fs;
    this.#path = path;
    this.#immediate = timers.setImmediate;
    this.#folder = folder;
  }

  async makeFolder(path: string): Promise<void> {
    let folder = this.#at(path);
    const first = attempt(() => this.#fs.mkdirSync(folder, { recursive: true, mode: 0o700 }));
    if (first === undefined) return;
    for (; folder.length >= first.length; folder = this.#path.dirname(folder)) await this.#sync(this.#path.dirname(folder));
  }

  async list(path: string): Promise<string[]> {
    return (await unless(['ENOENT'], () => called<string[]>((done) => this.#fs.readdir(this.#at(path), done)))) ?? [];
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    const opened = await unless(['ENOENT'], async () => this.#fs.openSync(this.#at(path), 'r'));
    if (opened === undefined) return undefined;
    const file = new NodeFile(this.#fs, opened);
    try {
      return await file.read(0, await file.size());
    } finally {
      await file.close();
    }
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    // Making a file waits for the journal of the file system.
    const opened = await unless([], () => called<number>((done) => this.#fs.open(this.#at(path), 'w', 0o600, done)));
    const file = new NodeFile(this.#fs, opened as number);
    try {
      if (bytes.length > 0) await file.write(0, bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async open(path: string): Promise<OpenFile | undefined> {
    const opened = await unless(['ENOENT'], async () => this.#fs.openSync(this.#at(path), 'r+'));
    return opened === undefined ? undefined : new NodeFile(this.#fs, opened);
  }

  async rename(from: string, to: string): Promise<void> {
    attempt(() => this.#fs.renameSync(this.#at(from), this.#at(to)));
  }

  async remove(path: string): Promise<void> {
    await unless(['ENOENT'], () => called<void>((done) => this.#fs.unlink(this.#at(path), done)));
  }

  async removeFolder(path: string): Promise<void> {
    await unless(['ENOENT', 'ENOTEMPTY', 'EEXIST'], async () => this.#fs.rmdirSync(this.#at(path)));
  }

  syncFolder(path: string): Promise<void> {
    return this.#sync(this.#at(path));
  }

  async link(target: string, path: string): Promise<boolean> {
    const made = async () => {
      this.#fs.symlinkSync(target, this.#at(path));
      return true;
    };
    return (await unless(['EEXIST', 'ENOENT'], made)) ?? false;
  }

  gather(): Promise<void> {
    return new Promise((resolve) => this.#immediate(resolve));
  }

  linkTarget(path: string): string | undefined {
    try {
      return this.#fs.readlinkSync(this.#at(path));
    } catch {
      return undefined;
    }
  }

  async #sync(path: string): Promise<void> {
    const folder = attempt(() => this.#fs.openSync(path, 'r'));
    try {
      await unless([], () => called<void>((done) => this.#fs.fsync(folder, done)));
    } finally {
      attempt(() => this.#fs.closeSync(folder));
    }
  }

  #at(path: string): string {
    return this.#path.join(this.#folder, path);
  }
}

/** Up to how many bytes are read without leaving the thread: an ordinary batch is still in the system's memory. */
const atOnce = 262_144;

/** Only what waits for the disk is worth a promise: a write goes into the system's memory. */
class NodeFile implements OpenFile {
  readonly #fs: NodeModules['fs'];
  readonly #file: number;

  constructor(fs: NodeModules['fs'], file: number) {
    this.#fs = fs;
    this.#file = file;
  }

  async size(): Promise<number> {
    return attempt(() => this.#fs.fstatSync(this.#file).size);
  }

  async read(position: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    if (length <= atOnce)
      return bytes.subarray(
        0,
        attempt(() => this.#fs.readSync(this.#file, bytes, 0, length, position)),
      );
    const read = (done: Done<number>) => this.#fs.read(this.#file, bytes, 0, length, position, done);
    return bytes.subarray(0, await unless([], () => called(read)));
  }

  async write(position: number, bytes: Uint8Array): Promise<void> {
    const written = attempt(() => this.#fs.writeSync(this.#file, bytes, 0, bytes.length, position));
    if (written < bytes.length) throw new CampaignError('ledger_unavailable', 'ENOSPC');
  }

  async sync(): Promise<void> {
    await unless([], () => called<void>((done) => this.#fs.fdatasync(this.#file, done)));
  }

  async close(): Promise<void> {
    attempt(() => this.#fs.closeSync(this.#file));
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
    const fields = node.fs
      .readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    // A dead one stays listed until its parent looks.
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** A call of Node as a promise; its own promises cost twice as much. */
function called<Value>(call: (done: Done<Value>) => void): Promise<Value> {
  return new Promise((resolve, reject) => call((error, value) => (error ? reject(error) : resolve(value))));
}

/** `undefined` where the system refuses for one of these causes. */
async function unless<Value>(causes: readonly string[], work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
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

/** What the system refused; a fault of ours stays what it is. */
function unavailable(error: unknown): unknown {
  const code = codeOf(error);
  return error instanceof CampaignError || code === undefined ? error : new CampaignError('ledger_unavailable', code);
}

function codeOf(error: unknown): string | undefined {
  return (error as { code?: string } | undefined)?.code;
}
