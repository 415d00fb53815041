const mostBytes = 65_536;

/** The body of an answer as text, up to 64 KB; the rest is not read. */
export async function readBody(response: Response): Promise<string> {
  if (response.body === null || response.body === undefined) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let left = mostBytes;
  while (left > 0) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.byteLength;
  }
  reader.cancel().catch(() => {});
  return text;
}
