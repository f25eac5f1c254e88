import type { Draft } from '../domain/language-model.ts';
import type { Proof, ProofRequest } from '../domain/proof/proof.ts';
import { proveDraft, textsToCompare } from '../domain/proof/prove-draft.ts';
import type { ActivityPorts } from './ports.ts';
import { cancellation } from './running.ts';

/** Holds a draft against its passages: by meaning as well, where an embedder is there. */
export async function prove(
  { textVectors }: Pick<ActivityPorts, 'textVectors'>,
  given: Omit<ProofRequest, 'draft' | 'vectors'>,
  draft: Draft,
): Promise<Proof> {
  const request: ProofRequest = { ...given, draft, vectors: null };
  const texts = textsToCompare(request);
  const made = texts.length === 0 ? null : await textVectors(texts, cancellation());
  if (made === null) return proveDraft(request);
  const vectors = new Map(
    texts.flatMap((text, at) => {
      const vector = made[at];
      return vector === undefined ? [] : [[text, vector] as const];
    }),
  );
  return proveDraft({ ...request, vectors });
}
