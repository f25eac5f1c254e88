/** Turns texts into vectors that lie close together when the texts mean the same. */
export type Embedder = {
  /** Names all that changes a vector (model, weights, cut): only vectors of one name are comparable. */
  readonly model: string;
  /** Numbers in a vector. */
  readonly dimensions: number;
  /**
   * A vector of length 1 for each text, in their order; of one text always the same vector. What is
   * longer than the model reads is cut. Rejects with the signal's reason, or with a sentence.
   */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
};
