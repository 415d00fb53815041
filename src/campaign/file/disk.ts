/**
 * What the file ledger asks of a disk, in one folder: paths are relative to it. Tests give another one, which loses what
 * was not synced. All of it throws `CampaignError` (`ledger_unavailable`) where the system refuses.
 */
export interface Disk {
  /** Makes a folder and those above it, for the owner only, durably. */
  makeFolder(path: string): Promise<void>;
  /** The names in a folder; none where it does not exist. */
  list(path: string): Promise<string[]>;
  /** A whole file; `undefined` where it does not exist. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Writes a whole file, for the owner only, and syncs it. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Opens a file for reading and writing; `undefined` where it does not exist. */
  open(path: string): Promise<OpenFile | undefined>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or a link, if it is there. */
  remove(path: string): Promise<void>;
  /** Removes a folder, if it is there and empty. */
  removeFolder(path: string): Promise<void>;
  /** Makes durable which files are in a folder. */
  syncFolder(path: string): Promise<void>;
  /** Makes a symbolic link, where its folder is there and nothing of that name in it. Tells whether it did. */
  link(target: string, path: string): Promise<boolean>;
  /** Lets what this process is about to write come along in one sync. */
  gather(): Promise<void>;
  /** Where a symbolic link points. At once, as it is asked right before a request goes out. */
  linkTarget(path: string): string | undefined;
}

/** An open file. */
export interface OpenFile {
  size(): Promise<number>;
  /** Reads up to `length` bytes; fewer at the end of the file. */
  read(position: number, length: number): Promise<Uint8Array>;
  write(position: number, bytes: Uint8Array): Promise<void>;
  /** Makes durable what was written. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Who runs on this machine. */
export interface Processes {
  /** This process, such as `4711:8812345@web1`: its number, when it began, and the machine. */
  readonly me: string;
  /** Whether a process runs. One that cannot be known of, on another machine, does. */
  runs(process: string): boolean;
}
