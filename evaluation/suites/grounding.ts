import type { Embedder } from '../../domain/embedder.ts';
import type { Proof, ProofRequest, ProvenSentence } from '../../domain/proof/proof.ts';
import { proveDraft, textsToCompare } from '../../domain/proof/prove-draft.ts';
import { type Figure, type SystemName, figureOf } from '../figures.ts';
import type { SentenceCase } from '../grounding/cases.ts';
import { type EditKind, editKinds } from '../grounding/edits.ts';
import { type RatedDraft, citing, ratedSet } from '../grounding/rated-drafts.ts';
import { auroc, caughtAt, spearman } from '../metrics.ts';

/** Proves a draft, by meaning as well where there is an embedder. */
export async function proven(
  given: Pick<ProofRequest, 'draft' | 'passages' | 'customer'>,
  embedder: Embedder | null,
): Promise<Proof> {
  const request: ProofRequest = {
    ...given,
    ...{ internal: [], customerName: null, questions: [], language: 'en', vectors: null },
  };
  if (embedder === null) return proveDraft(request);
  const texts = textsToCompare(request);
  const made = await embedder.embed(texts, new AbortController().signal);
  const vectors = new Map(
    texts.flatMap((text, at) => {
      const vector = made[at];
      return vector === undefined ? [] : [[text, vector] as const];
    }),
  );
  return proveDraft({ ...request, vectors });
}

/** People call it faithful. */
const faithful = 3;

/** Does the score of a draft say what people say of it? */
export async function ratedFigures(
  drafts: readonly RatedDraft[],
  embedder: Embedder | null,
): Promise<readonly Figure[]> {
  const rows: { score: number; faithfulness: number }[] = [];
  for (const one of drafts) {
    const { score } = await proven(one, embedder);
    rows.push({ score, faithfulness: one.faithfulness });
  }
  const system: SystemName = embedder === null ? 'words' : 'fused';
  const of = { suite: 'grounding', set: ratedSet, system } as const;
  return [
    ...figureOf({ ...of, metric: 'spearman' }, rows, (some) =>
      spearman(some.map(({ score, faithfulness }) => [score, faithfulness] as const)),
    ),
    ...figureOf({ ...of, metric: 'auroc' }, rows, (some) =>
      auroc(
        some.map(({ score, faithfulness }) => ({ score, isPositive: faithfulness >= faithful })),
      ),
    ),
  ];
}

/** What the check for a kind of edit says of a sentence, bad when it is high. */
function alarmFor(kind: EditKind, { risks, score }: ProvenSentence): number {
  switch (kind) {
    case 'numbers':
    case 'dates':
    case 'units':
      return risks.number;
    case 'names':
      return risks.name;
    case 'urls':
      return risks.address;
    case 'negation-added':
    case 'negation-dropped':
      return risks.negation;
    case 'condition-dropped':
      return risks.condition;
    case 'foreign':
      return 1 - score;
  }
}

type Judged = { readonly kind: EditKind | null; readonly sentence: ProvenSentence };

const isRemoved = ({ sentence }: Judged): boolean => sentence.verdict.kind === 'removed';
const share = (rows: readonly Judged[]): number | null =>
  rows.length === 0 ? null : rows.filter(isRemoved).length / rows.length;

/**
 * Of each kind of edit the share that its check catches at 2 % false alarms on sentences as they were
 * written, and the share that is taken out as shipped, by whatever check; beside it how many of the
 * unedited are. By words: the checks need no vectors.
 */
export async function editFigures(
  set: string,
  cases: readonly SentenceCase[],
): Promise<readonly Figure[]> {
  const rows: Judged[] = [];
  for (const { kind, text, passages, customer } of cases) {
    const draft = {
      blocks: [{ kind: 'paragraph' as const, sentences: [citing(text, passages)] }],
      openQuestions: [],
    };
    const { sentences } = await proven({ draft, passages, customer }, null);
    rows.push(...sentences.map((sentence) => ({ kind, sentence })));
  }
  const unedited = rows.filter(({ kind }) => kind === null);
  const of = { suite: 'grounding', system: 'words' } as const;
  return [
    ...figureOf({ ...of, set, metric: 'falseAlarms' }, unedited, share),
    ...editKinds.flatMap((kind) => {
      const edited = rows.filter((row) => row.kind === kind);
      const named = { ...of, set: `${set}/${kind}` };
      return edited.length === 0
        ? []
        : [
            ...figureOf({ ...named, metric: 'caught@2' }, [...unedited, ...edited], (some) =>
              caughtAt(
                some.map((row) => ({
                  score: alarmFor(kind, row.sentence),
                  isPositive: row.kind !== null,
                })),
                0.02,
              ),
            ).map((figure) => ({ ...figure, n: edited.length })),
            ...figureOf({ ...named, metric: 'caught' }, edited, share),
          ];
    }),
  ];
}
