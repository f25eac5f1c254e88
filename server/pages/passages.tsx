import { type RetrievedPassage, originWords } from '../../domain/passage.ts';
import type { Citations } from './draft.tsx';
import { Bar, SafeLink, Section, numberText } from './parts.tsx';

type PassagesProps = {
  title: string;
  hint: string;
  passages: readonly RetrievedPassage[];
  citations: Citations;
};

/** What the search found, best first, with scores: relative to each other, not to other searches. */
export function Passages({ title, hint, passages, citations }: PassagesProps) {
  const best = Math.max(...passages.map((found) => found.score), Number.MIN_VALUE);
  return (
    <Section title={title} hint={hint}>
      <ol class="passages">
        {passages.map((found) => (
          <Found found={found} best={best} citations={citations} key={found.passage.id} />
        ))}
      </ol>
    </Section>
  );
}

type FoundProps = { found: RetrievedPassage; best: number; citations: Citations };

function Found({ found: { passage, score, coverage, questions }, best, citations }: FoundProps) {
  const citation = citations.get(passage.id);
  const asked = questions.map((question) => question + 1).join(', ');
  return (
    <li id={citation?.anchor}>
      <p class="passage-title">
        {citation ? <span class="number">{citation.number}</span> : null}
        <SafeLink href={passage.url}>{passage.title}</SafeLink>
        {passage.headingPath.length > 0 ? (
          <span class="path"> › {passage.headingPath.join(' › ')}</span>
        ) : null}
      </p>
      <Bar share={score / best} />
      <p class="hint">
        {`score ${numberText(score)} · covers ${Math.round(coverage * 100)} % of the question`}
        {asked === '' ? '' : ` · for question ${asked}`}
        {passage.audience === 'internal' ? ' · internal' : ''}
        {passage.pastConversation === undefined ? '' : ` · ${originWords(passage)}`}
      </p>
      <details>
        <summary>Text</summary>
        <div class="said">{passage.text}</div>
      </details>
    </li>
  );
}
