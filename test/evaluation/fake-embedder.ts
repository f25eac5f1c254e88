import type { Embedder } from '../../domain/embedder.ts';
import { unitVector } from '../../domain/unit-vector.ts';
import { wordsOf } from '../../domain/words.ts';

const dimensions = 32;

/** Words fall into 32 places by their letters: texts that share words lie close together. */
function vectorOf(text: string): Float32Array {
  const counts = new Float32Array(dimensions).fill(0.01);
  for (const word of wordsOf(text)) {
    const place = [...word].reduce(
      (sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973,
      7,
    );
    counts[place % dimensions] = (counts[place % dimensions] ?? 0) + 1;
  }
  return unitVector(counts);
}

/** Deterministic, of no language; remembers what it was asked for. */
export function createFakeEmbedder(): Embedder & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    model: 'fake/1',
    dimensions,
    embed: async (texts) => {
      asked.push(...texts);
      return texts.map(vectorOf);
    },
  };
}
