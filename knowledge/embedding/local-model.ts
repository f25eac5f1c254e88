/** Where the two files of the local model lie. */
export type ModelFiles = { readonly weights: string; readonly tokenizer: string };

/** Numbers in a vector of the local model. */
export const dimensions = 384;

/** The model, its weights by the beginning of their sha256, and where texts are cut. */
export const modelName = 'bge-small-en-v1.5-int8-6c9c6101-512';
