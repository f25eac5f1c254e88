import type { DraftBlock, DraftSentence } from '../../domain/language-model.ts';
import type { StoredDraft } from '../../domain/session.ts';
import { Section } from './parts.tsx';

/** Number and anchor of a passage on the page. */
export type Citation = { readonly number: number; readonly anchor: string };

export type Citations = ReadonlyMap<string, Citation>;

/** The draft, each sentence with the numbers of the passages that say it. */
export const DraftView = ({ stored, citations }: { stored: StoredDraft; citations: Citations }) => (
  <Section title="Draft" hint={`Written by ${stored.model}; numbers lead to the sources.`}>
    {stored.replaces === null ? null : <p class="hint">Replaces note {stored.replaces}.</p>}
    <div class="draft">
      {stored.draft.blocks.map((block, index) => (
        <Block block={block} citations={citations} key={index} />
      ))}
    </div>
    {stored.draft.openQuestions.length > 0 ? (
      <div class="open-questions">
        <p>Not answered by the knowledge base:</p>
        <ul>
          {stored.draft.openQuestions.map((question, index) => (
            <li key={index}>{question}</li>
          ))}
        </ul>
      </div>
    ) : null}
  </Section>
);

const Block = ({ block, citations }: { block: DraftBlock; citations: Citations }) => (
  <p class={block.kind}>
    {block.sentences.map((sentence, index) => (
      <Sentence sentence={sentence} citations={citations} key={index} />
    ))}
  </p>
);

const Sentence = ({ sentence, citations }: { sentence: DraftSentence; citations: Citations }) => (
  <span>
    {sentence.text}
    {sentence.sources.map((source) => {
      const citation = citations.get(source);
      return citation ? (
        <sup key={source}>
          <a href={`#${citation.anchor}`}>{citation.number}</a>
        </sup>
      ) : null;
    })}{' '}
  </span>
);
