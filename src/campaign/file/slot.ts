import type { BatchState } from '../report.js';
import { batchStates } from '../report.js';

/** What `batches.txt` holds of a batch: a line of fixed length, so that a mark overwrites the one before in its place. */
export interface Slot {
  readonly index: number;
  readonly state: BatchState;
  readonly size: number;
  /** The SHA-256 of its recipients' file; empty where it was lost. */
  readonly digest: string;
  readonly uuid: string | undefined;
}

/** The length of a line. Two to a sector of a disk: none lies across the border of one. */
export const slotLength = 256;

const checkLength = 8;
const noValue = '-';

/** The line of a slot: readable, ended by a checksum and a line break. */
export function slotLine({ index, state, size, digest, uuid }: Slot): string {
  const start = `${String(index).padStart(8, '0')} ${state.padEnd(8)} ${String(size).padStart(6)} ${digest || noValue} `;
  const text = (start + fitting(uuid, slotLength - checkLength - 2 - start.length)).padEnd(slotLength - checkLength - 2);
  return `${text} ${checksum(text)}\n`;
}

/** Reads a line; `undefined` where it is not as it was written. */
export function readSlot(line: string, index: number): Slot | undefined {
  const text = line.slice(0, -checkLength - 2);
  if (line.length !== slotLength || line.slice(-checkLength - 1, -1) !== checksum(text)) return undefined;
  const [number, state, size, digest, uuid] = text.trim().split(/ +/) as [string, BatchState, string, string, string];
  if (Number(number) !== index || !batchStates.includes(state)) return undefined;
  return {
    index,
    state,
    size: Number(size),
    digest: digest === noValue ? '' : digest,
    uuid: uuid === noValue ? undefined : decodeURIComponent(uuid),
  };
}

/** An id without spaces, as much of it as there is room for; the documented ones have 36 characters. */
function fitting(uuid: string | undefined, room: number): string {
  if (uuid === undefined) return noValue;
  const characters = [...uuid.slice(0, room)];
  for (;;) {
    const text = encodeURIComponent(characters.join('').replace(loneSurrogate, '\uFFFD'));
    if (text.length <= room) return text === noValue ? '%2D' : text;
    characters.pop();
  }
}

const loneSurrogate = /\p{Surrogate}/gu;

/** A sum that a line which was only partly written does not have (FNV-1a). */
function checksum(text: string): string {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return (sum >>> 0).toString(16).padStart(checkLength, '0');
}
