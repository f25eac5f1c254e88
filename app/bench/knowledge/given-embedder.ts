import type { Embedder } from '../../../domain/embedder.ts';

/** Gives vectors that are known already: what a question costs apart from embedding it. */
export async function givenEmbedder(
  embedder: Embedder,
  texts: readonly string[],
): Promise<Embedder> {
  const made = await embedder.embed(texts, new AbortController().signal);
  const byText = new Map(texts.map((text, at) => [text, made[at]] as const));
  return {
    model: embedder.model,
    dimensions: embedder.dimensions,
    embed: async (asked) =>
      asked.map((text) => {
        const vector = byText.get(text);
        if (!vector) throw new Error('The bench asks something that was not embedded before');
        return vector;
      }),
  };
}

/** Remembers what was asked for, and answers with any vector. */
export function listeningEmbedder({ model, dimensions }: Embedder) {
  const asked = new Set<string>();
  const embedder: Embedder = {
    ...{ model, dimensions },
    embed: async (texts) => {
      for (const text of texts) asked.add(text);
      return texts.map(() => new Float32Array(dimensions).fill(1 / Math.sqrt(dimensions)));
    },
  };
  return { embedder, asked };
}
