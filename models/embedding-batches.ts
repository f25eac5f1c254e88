/** A token has at least one byte, and no model of the provider's reads less than 8,191 tokens. */
const mostBytesOfText = 8_000;
const mostTextsOfBatch = 64;
/** A request may hold 300,000 tokens. */
const mostBytesOfBatch = 250_000;

const encoder = new TextEncoder();

/** The beginning of a text that a model reads for sure. What has no text stands for itself. */
export function withinLimit(text: string): string {
  const { read } = encoder.encodeInto(text, new Uint8Array(mostBytesOfText));
  const cut = text.slice(0, read);
  // An empty text is refused, and would take its whole batch with it.
  return cut.trim() === '' ? '-' : cut;
}

/** Texts in their order, in as many batches as it takes. */
export function batchesOf(texts: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let batch: string[] = [];
  let bytes = 0;
  for (const text of texts) {
    const size = encoder.encode(text).length;
    const isFull = batch.length === mostTextsOfBatch || bytes + size > mostBytesOfBatch;
    if (batch.length === 0 || isFull) {
      batch = [];
      bytes = 0;
      batches.push(batch);
    }
    batch.push(text);
    bytes += size;
  }
  return batches;
}
