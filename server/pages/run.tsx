import { attackWords } from '../../domain/attack/part.ts';
import type { RetrievedPassage } from '../../domain/passage.ts';
import type { Decision, RunTexts } from '../../domain/session.ts';
import { type Citation, DraftView } from './draft.tsx';
import { Gate } from './gate.tsx';
import { NoteHtml } from './note-html.tsx';
import { Section } from './parts.tsx';
import { Passages } from './passages.tsx';
import { Removed } from './removed.tsx';

/** A decision with what is still kept of its work. */
export type RunView = {
  readonly decision: Decision;
  readonly texts: RunTexts;
  readonly threshold: number | null;
};

/** Draft, note and sources of one decision. */
export function RunWork({ run: { decision, texts } }: { run: RunView }) {
  const retrieved = texts.retrieved ?? [];
  const internal = texts.internal ?? [];
  const citations = citationsOf(decision.run, retrieved);
  return (
    <>
      {texts.suspicious === undefined || texts.suspicious.length === 0 ? null : (
        <p class="warning">{attackWords(texts.suspicious)}</p>
      )}
      {texts.draft ? <DraftView stored={texts.draft} citations={citations} /> : null}
      {texts.proof ? <Removed proof={texts.proof} /> : null}
      {texts.noteHtml === undefined ? null : (
        <Section title="Note" hint={noteHint(decision)}>
          <NoteHtml html={texts.noteHtml} />
        </Section>
      )}
      {retrieved.length === 0 ? null : (
        <Passages
          title="Sources"
          hint="What the search found in public knowledge, best first."
          passages={retrieved}
          citations={citations}
        />
      )}
      {internal.length === 0 ? null : (
        <Passages
          title="Internal knowledge"
          hint="For teammates only: never part of a draft."
          passages={internal}
          citations={citations}
        />
      )}
    </>
  );
}

/** What the gate saw, for the margin. */
export function RunGate({ run: { decision, texts, threshold } }: { run: RunView }) {
  const confidence = texts.confidence ?? decision.confidence;
  const evidence = texts.evidence ?? null;
  if (confidence === null && evidence === null) return null;
  return <Gate confidence={confidence} threshold={threshold} evidence={evidence} />;
}

function noteHint({ mode, outcome }: Decision): string {
  if (outcome === null) return 'As prepared so far.';
  if (outcome.kind === 'failed' && outcome.reason === 'note_unconfirmed') {
    return 'As sent; Intercom never confirmed it.';
  }
  if (outcome.kind !== 'suggested') return 'As prepared; it was not posted.';
  return mode === 'shadow'
    ? 'As it would have been posted: shadow mode writes nothing.'
    : 'As posted.';
}

const citationsOf = (
  run: number,
  found: readonly RetrievedPassage[],
): ReadonlyMap<string, Citation> =>
  new Map(
    found.map(({ passage }, index) => [
      passage.id,
      { number: index + 1, anchor: `run-${run}-source-${index + 1}` },
    ]),
  );
