import type { Draft } from '../../../domain/language-model.ts';
import type { Passage } from '../../../domain/passage.ts';
import type { ProofRequest } from '../../../domain/proof/proof.ts';

/** A passage of an article of its own. */
export const passage = (id: string, text: string, more: Partial<Passage> = {}): Passage => ({
  id,
  source: 'test',
  articleId: id,
  title: 'Help',
  headingPath: [],
  url: null,
  audience: 'public',
  language: 'en',
  text,
  ...more,
});

/** A draft of one paragraph; every sentence cites the same. */
export const draftOf = (texts: readonly string[], sources: readonly string[] = ['a']): Draft => ({
  blocks: [{ kind: 'paragraph', sentences: texts.map((text) => ({ text, sources })) }],
  openQuestions: [],
});

export const requestOf = (
  draft: Draft,
  passages: readonly Passage[],
  more: Partial<ProofRequest> = {},
): ProofRequest => ({
  draft,
  passages,
  internal: [],
  customer: [],
  customerName: null,
  questions: [],
  language: 'en',
  vectors: null,
  ...more,
});
