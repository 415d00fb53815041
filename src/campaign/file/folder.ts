/** Where the files of a campaign are, within the ledger's folder. */
export class Folder {
  constructor(readonly path: string) {}

  /** What was loaded. It comes last, by renaming: without it there is no campaign. */
  get manifest(): string {
    return `${this.path}/campaign.json`;
  }

  get newManifest(): string {
    return `${this.path}/campaign.json.new`;
  }

  /** A line a batch: its state, and the API's id of it. */
  get slots(): string {
    return `${this.path}/batches.txt`;
  }

  /** The recipients of each batch that may still have to be sent. */
  get lists(): string {
    return `${this.path}/recipients`;
  }

  /** Why a batch was rejected or is unknown. */
  get reasons(): string {
    return `${this.path}/reasons`;
  }

  list(index: number): string {
    return `${this.lists}/${numbered(index)}.json`;
  }

  reason(index: number): string {
    return `${this.reasons}/${numbered(index)}.txt`;
  }
}

/** The number of the batch to which a file belongs. */
export function numberOf(name: string): number | undefined {
  return /^\d{8}\./.test(name) ? Number(name.slice(0, 8)) : undefined;
}

function numbered(index: number): string {
  return String(index).padStart(8, '0');
}
