import { wordsOfReason } from '../../domain/proof/complaint.ts';
import type { StoredProof } from '../../domain/proof/proof.ts';
import { Section } from './parts.tsx';

/** Sentences that proof took out of the draft, and why; nothing where it took out none. */
export function Removed({ proof }: { proof: StoredProof }) {
  const removed = proof.sentences.flatMap(({ text, verdict }) =>
    verdict.kind === 'removed' ? [{ text, ...verdict }] : [],
  );
  if (removed.length === 0) return null;
  return (
    <Section
      title="Taken out"
      hint="What the model wrote and the sources do not support: it is not part of the draft."
    >
      <ul class="removed">
        {removed.map(({ text, reason, words }, index) => (
          <li key={index}>
            <s>{text}</s>{' '}
            <small>
              It {wordsOfReason[reason]}
              {words === null ? '' : ` (“${words}”)`}.
            </small>
          </li>
        ))}
      </ul>
    </Section>
  );
}
