const bitsPerWord = 32;

/** The signs of vectors that lie side by side, a bit a number: which are on the question's side of zero. */
export type Signs = { readonly words: Int32Array; readonly wordsPerVector: number };

export function signsOf(codes: Int8Array, dimensions: number): Signs {
  const wordsPerVector = Math.ceil(dimensions / bitsPerWord);
  const size = dimensions === 0 ? 0 : codes.length / dimensions;
  const words = new Int32Array(size * wordsPerVector);
  for (let at = 0; at < size; at += 1) {
    for (let index = 0; index < dimensions; index += 1) {
      if ((codes[at * dimensions + index] ?? 0) <= 0) continue;
      const word = at * wordsPerVector + Math.floor(index / bitsPerWord);
      words[word] = (words[word] ?? 0) | (1 << (index % bitsPerWord));
    }
  }
  return { words, wordsPerVector };
}

/** Ones among the bits of a 32-bit word, counted in pairs, then fours, then bytes. */
function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55_55_55_55);
  const fours = (pairs & 0x33_33_33_33) + ((pairs >>> 2) & 0x33_33_33_33);
  return Math.imul((fours + (fours >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24;
}

/**
 * Positions of the `least` vectors, or somewhat more, that differ from the question in the fewest
 * signs; among the vectors at the places `chosen`, or all.
 */
export function nearestBySigns(
  signs: Signs,
  question: Int8Array,
  least: number,
  chosen: Uint32Array | null = null,
): number[] {
  const { words, wordsPerVector } = signs;
  const asked = signsOf(question, question.length).words;
  const size = chosen === null ? words.length / wordsPerVector : chosen.length;
  const differences = new Uint16Array(size);
  const counts = new Uint32Array(question.length + 1);
  for (let at = 0; at < size; at += 1) {
    const offset = (chosen === null ? at : (chosen[at] ?? 0)) * wordsPerVector;
    let different = 0;
    for (let word = 0; word < wordsPerVector; word += 1)
      different += onesIn((words[offset + word] ?? 0) ^ (asked[word] ?? 0));
    differences[at] = different;
    counts[different] = (counts[different] ?? 0) + 1;
  }
  let most = 0;
  for (let found = counts[0] ?? 0; found < least && most < question.length; ) {
    most += 1;
    found += counts[most] ?? 0;
  }
  const near: number[] = [];
  for (let at = 0; at < size; at += 1) if ((differences[at] ?? 0) <= most) near.push(at);
  return near;
}
