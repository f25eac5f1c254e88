/** Where the two files of a local model lie. */
export type ModelFiles = { readonly weights: string; readonly tokenizer: string };

/** Numbers in a vector of a local model. */
export const dimensions = 384;

/** What stands for a whole text: the row of its first mark, or the mean of all rows. */
export const poolings = ['first', 'mean'] as const;
export type Pooling = (typeof poolings)[number];

export type LocalModel = {
  /** The model, its weights by the beginning of their sha256, and where texts are cut. */
  readonly name: string;
  readonly pooling: Pooling;
};

/** Finds best of the two, and is enough alone. */
export const bgeSmall: LocalModel = {
  name: 'bge-small-en-v1.5-int8-6c9c6101-512',
  pooling: 'first',
};

/** Half as large; sees what the other misses, above all how alike two questions are. */
export const miniLm: LocalModel = { name: 'all-MiniLM-L6-v2-int8-afdb6f1a-512', pooling: 'mean' };
