import type { Embedder } from './embedder.ts';

/** An embedder, and how much its cosine counts beside those of others. */
export type EmbedderPart = { readonly embedder: Embedder; readonly share: number };

export type EmbedderParts = readonly [EmbedderPart, ...EmbedderPart[]];

/**
 * One embedder of several: its vectors are theirs in a row, stretched so that its cosine is the mean
 * of theirs by share. Each makes its part at the same time. Of one embedder it is that one itself.
 */
export function joinEmbedders(given: EmbedderParts): Embedder {
  const [first, ...others] = given;
  if (others.length === 0) return first.embedder;
  const whole = given.reduce((sum, { share }) => sum + share, 0);
  const parts = given.map((part) => ({ ...part, share: part.share / whole }));
  return {
    model: parts.map(({ embedder, share }) => `${embedder.model}*${share.toFixed(2)}`).join('+'),
    dimensions: parts.reduce((sum, { embedder }) => sum + embedder.dimensions, 0),
    async embed(texts, signal) {
      const made = await Promise.all(parts.map(({ embedder }) => embedder.embed(texts, signal)));
      return texts.map((_, at) =>
        joined(
          parts,
          made.map((vectors) => vectors[at]),
        ),
      );
    },
  };
}

function joined(
  parts: readonly EmbedderPart[],
  vectors: readonly (Float32Array | undefined)[],
): Float32Array {
  const numbers = parts.flatMap(({ share }, part) => {
    const vector = vectors[part];
    if (!vector) throw new Error('An embedder gave fewer vectors than texts');
    return Array.from(vector, (value) => value * Math.sqrt(share));
  });
  return Float32Array.from(numbers);
}
