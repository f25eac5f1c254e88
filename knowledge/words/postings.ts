import type { Steps } from '../steps.ts';

/** Which documents have a term, and how much of it, a term after the other; documents ascend. */
export type Postings = {
  /** Where the entries of a term begin; those of the next one end them. */
  readonly starts: Uint32Array;
  readonly documents: Uint32Array;
  readonly frequencies: Float32Array;
  /** Sum of a document's frequencies. */
  readonly lengths: Float64Array;
};

export type Documents = {
  readonly size: number;
  /** Above every number of a term. */
  readonly terms: number;
  /** Tells what a document has of its terms, in as many portions as it likes. */
  add(document: number, add: (term: number, frequency: number) => void): void;
};

/** Documents between two places where something else may be done. */
const documentsAStep = 2_000;

/** Counts first, so that everything lies side by side in as much memory as it takes. */
export function* createPostings(documents: Documents): Steps<Postings> {
  const { size, terms } = documents;
  const starts = new Uint32Array(terms + 1);
  const lengths = new Float64Array(size);
  const frequencyOf = new Float64Array(terms);
  const own: number[] = [];
  const collect = (term: number, frequency: number): void => {
    if (frequencyOf[term] === 0) own.push(term);
    frequencyOf[term] = (frequencyOf[term] ?? 0) + frequency;
  };

  for (let document = 0; document < size; document += 1) {
    if (document % documentsAStep === 0) yield;
    documents.add(document, collect);
    let length = 0;
    for (const term of own) {
      length += frequencyOf[term] ?? 0;
      frequencyOf[term] = 0;
      starts[term + 1] = (starts[term + 1] ?? 0) + 1;
    }
    lengths[document] = length;
    own.length = 0;
  }
  for (let term = 0; term < terms; term += 1)
    starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);

  const entries = starts[terms] ?? 0;
  const inDocuments = new Uint32Array(entries);
  const frequencies = new Float32Array(entries);
  const next = starts.slice(0, terms);
  for (let document = 0; document < size; document += 1) {
    if (document % documentsAStep === 0) yield;
    documents.add(document, collect);
    for (const term of own) {
      const entry = next[term] ?? 0;
      inDocuments[entry] = document;
      frequencies[entry] = frequencyOf[term] ?? 0;
      next[term] = entry + 1;
      frequencyOf[term] = 0;
    }
    own.length = 0;
  }
  return { starts, documents: inDocuments, frequencies, lengths };
}

/** Whether a document has a term: its entries are halved until one is left. */
export function hasTerm(
  { starts, documents }: Pick<Postings, 'starts' | 'documents'>,
  term: number,
  document: number,
): boolean {
  let low = starts[term] ?? 0;
  let high = starts[term + 1] ?? low;
  const end = high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((documents[middle] ?? 0) < document) low = middle + 1;
    else high = middle;
  }
  return low < end && documents[low] === document;
}
