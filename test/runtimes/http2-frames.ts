/** The types of frames that matter here (RFC 9113, section 6). */
export const Type = {
  data: 0x0,
  headers: 0x1,
  resetStream: 0x3,
  settings: 0x4,
  ping: 0x6,
  goAway: 0x7,
  windowUpdate: 0x8,
  continuation: 0x9,
} as const;

export const Flag = { endStream: 0x1, ack: 0x1, endHeaders: 0x4, padded: 0x8 } as const;

export interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Buffer;
}

/** What a client of HTTP/2 sends before its first frame. */
export const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';

export function frame(type: number, flags: number, stream: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Numbers of 32 bits one after the other. */
export function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
  return bytes;
}

export function settings(values: Readonly<Record<number, number>>): Buffer {
  const each = Object.entries(values).map(([name, value]) => Buffer.concat([numbers(Number(name)).subarray(2), numbers(value)]));
  return frame(Type.settings, 0, 0, Buffer.concat(each));
}

/** Headers as literals without indexing, which need no table (RFC 7541, section 6.2.2). */
export function headers(stream: number, fields: Readonly<Record<string, string>>, end = false): Buffer {
  const literal = (text: string) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')]);
  const each = Object.entries(fields).flatMap(([name, value]) => [Buffer.from([0]), literal(name), literal(value)]);
  return frame(Type.headers, Flag.endHeaders | (end ? Flag.endStream : 0), stream, Buffer.concat(each));
}

/** Takes the first frame off what was read. */
export function takeFrame(read: Buffer): { readonly frame: Frame; readonly rest: Buffer } | undefined {
  if (read.length < 9) return undefined;
  const end = 9 + read.readUIntBE(0, 3);
  if (read.length < end) return undefined;
  const [type, flags, stream] = [read.readUInt8(3), read.readUInt8(4), read.readUInt32BE(5) & 0x7fffffff];
  return { frame: { type, flags, stream, payload: read.subarray(9, end) }, rest: read.subarray(end) };
}

/** What a frame of data holds, without its padding. */
export function dataOf({ flags, payload }: Frame): Buffer {
  return flags & Flag.padded ? payload.subarray(1, payload.length - payload.readUInt8(0)) : payload;
}
