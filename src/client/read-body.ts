const mostBytes = 65_536;

/** The text of an answer. */
export interface Body {
  readonly text: string;
  /** Whether that is all of it. */
  readonly whole: boolean;
}

/** Reads an answer's text up to 64 KB. The rest is not read. */
export async function readBody(response: Response): Promise<Body> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let left = mostBytes;
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.byteLength;
    if (left < 0) {
      reader.cancel().catch(() => {});
      return { text, whole: false };
    }
  }
  return { text: text + decoder.decode(), whole: true };
}
