import type { Draft, LanguageModel, ModelCall } from '../../domain/language-model.ts';
import { proveDraft } from '../../domain/proof/prove-draft.ts';
import { countWords } from '../../domain/sentences.ts';
import { type DraftRow, plainExcerpts } from '../draft-rows.ts';
import { type Figure, type Metric, type SystemName, figureOf } from '../figures.ts';
import { mean } from '../metrics.ts';

/** A text of a draft or of an excerpt: what it covers of the reference, and its length. */
type Covered = { readonly coverage: number; readonly words: number };

/** What became of one question; a question without a draft has an empty text. */
export type MeasuredDraft = {
  readonly row: DraftRow;
  readonly draft: Draft | null;
  readonly text: string;
  readonly email: Covered;
  readonly web: Covered;
  readonly first: Covered;
  readonly three: Covered;
  /** The e-mail's draft cites an article that was judged right; null: there is no draft. */
  readonly isRight: boolean | null;
  /** Share of the e-mail's sentences that proof leaves; null: there is no draft. */
  readonly proven: number | null;
};

/** What a draft says, a line a block. */
export const textOfDraft = ({ blocks }: Draft): string =>
  blocks.map(({ sentences }) => sentences.map(({ text }) => text).join(' ')).join('\n');

/** Drafts an answer as e-mail and for the web, and holds both against the reference. */
export async function measureDraft(
  row: DraftRow,
  model: LanguageModel,
  call: ModelCall,
): Promise<MeasuredDraft> {
  const { asked, reference, coverage, gold } = row;
  const coveredBy = (text: string): Covered => ({
    coverage: coverage(reference, text) ?? 0,
    words: countWords(text),
  });
  const draftFor = async (channel: 'email' | 'web'): Promise<Draft | null> => {
    const answer = await model.draft({ ...asked, channel }, call);
    return answer.kind === 'drafted' ? answer.draft : null;
  };
  const draft = await draftFor('email');
  const onWeb = await draftFor('web');
  const { first, three } = plainExcerpts(asked.passages);
  const text = draft === null ? '' : textOfDraft(draft);
  return {
    ...{ row, draft, text },
    ...{ email: coveredBy(text), web: coveredBy(onWeb === null ? '' : textOfDraft(onWeb)) },
    ...{ first: coveredBy(first), three: coveredBy(three) },
    isRight: draft && citedArticles(draft, row).some((article) => gold.includes(article)),
    proven: draft && provenShare(draft, row),
  };
}

function citedArticles(draft: Draft, { asked }: DraftRow): readonly string[] {
  const cited = new Set(
    draft.blocks.flatMap(({ sentences }) => sentences.flatMap(({ sources }) => sources)),
  );
  return asked.passages.filter(({ id }) => cited.has(id)).map(({ articleId }) => articleId);
}

function provenShare(draft: Draft, { asked }: DraftRow): number {
  const { passages, questions, language } = asked;
  const customer = questions.map(({ text }) => text);
  const { sentences } = proveDraft({
    ...{ draft, passages, questions, language, customer, customerName: null },
    ...{ internal: [], vectors: null },
  });
  return mean(sentences.map(({ verdict }) => (verdict.kind === 'supported' ? 1 : 0)));
}

/** The draft's coverage over that of the better of the two excerpts; null: neither covers anything. */
const ratioOf =
  (channel: 'email' | 'web') =>
  (rows: readonly MeasuredDraft[]): number | null => {
    const meanOf = (of: (row: MeasuredDraft) => Covered): number =>
      mean(rows.map((row) => of(row).coverage));
    const better = Math.max(
      meanOf(({ first }) => first),
      meanOf(({ three }) => three),
    );
    return better === 0 ? null : meanOf((row) => row[channel]) / better;
  };

const meanOf =
  (of: (row: MeasuredDraft) => number | boolean | null) =>
  (rows: readonly MeasuredDraft[]): number | null => {
    const values = rows.flatMap((row) => of(row) ?? []).map(Number);
    return values.length === 0 ? null : mean(values);
  };

const statistics: readonly (readonly [
  Metric,
  (rows: readonly MeasuredDraft[]) => number | null,
])[] = [
  ['coverageRatio', ratioOf('email')],
  ['coverageRatioWeb', ratioOf('web')],
  ['coverage', meanOf(({ email }) => email.coverage)],
  ['words', meanOf(({ email }) => email.words)],
  ['coverageWeb', meanOf(({ web }) => web.coverage)],
  ['wordsWeb', meanOf(({ web }) => web.words)],
  ['coverageFirst', meanOf(({ first }) => first.coverage)],
  ['wordsFirst', meanOf(({ first }) => first.words)],
  ['coverageThree', meanOf(({ three }) => three.coverage)],
  ['wordsThree', meanOf(({ three }) => three.words)],
  ['drafted', meanOf(({ draft }) => draft !== null)],
  ['rightArticle', meanOf(({ isRight }) => isRight)],
  ['proven', meanOf(({ proven }) => proven)],
];

/** The suite's figures; questions without a draft count, as drafts that cover nothing. */
export const draftFigures = (
  of: { readonly set: string; readonly system: SystemName },
  rows: readonly MeasuredDraft[],
): readonly Figure[] =>
  statistics.flatMap(([metric, statistic]) =>
    figureOf({ suite: 'drafts', ...of, metric }, rows, statistic),
  );

export const coverageRatio = ratioOf('email');
