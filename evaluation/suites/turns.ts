import type { LanguageModel, TextVectors } from '../../domain/language-model.ts';
import type { LanguageDetector } from '../../domain/ports.ts';
import { type Figure, type FigureSystem, figureOf } from '../figures.ts';
import { mean } from '../metrics.ts';
import { type LabelledTurn, halfOf } from '../sets/own.ts';

export type TurnJudge = {
  readonly system: FigureSystem;
  readonly model: LanguageModel;
  readonly textVectors: TextVectors | null;
};

type Judged = { readonly turn: LabelledTurn; readonly got: LabelledTurn['expects'] };

/** Whether turns that need an answer go on, and others end, on either half of them. */
export async function measureTurns(
  turns: readonly LabelledTurn[],
  judge: TurnJudge,
  language: LanguageDetector,
): Promise<readonly Figure[]> {
  const judged: Judged[] = [];
  for (const turn of turns) judged.push({ turn, got: await read(turn, judge, language) });
  return (['tuned', 'held'] as const).flatMap((half) => {
    const own = judged.filter(({ turn }) => halfOf(turn) === half);
    const of = { suite: 'topics', set: `own/turns/${half}`, system: judge.system } as const;
    const needless = own.filter(({ turn }) => turn.expects !== 'answer');
    const needed = own.filter(({ turn }) => turn.expects === 'answer');
    return [
      ...figureOf({ ...of, metric: 'falseNotes' }, needless.map(goesOn), mean),
      ...figureOf(
        { ...of, metric: 'missedQuestions' },
        needed.map((one) => 1 - goesOn(one)),
        mean,
      ),
      ...figureOf(
        { ...of, metric: 'accuracy' },
        own.map(({ turn, got }) => (turn.expects === got ? 1 : 0)),
        mean,
      ),
    ];
  });
}

const goesOn = ({ got }: Judged): number => (got === 'answer' ? 1 : 0);

async function read(
  turn: LabelledTurn,
  { model, textVectors }: TurnJudge,
  detector: LanguageDetector,
): Promise<LabelledTurn['expects']> {
  const { language } = await detector.detect(turn.messages.join('\n'), null);
  const { questions, needsAccountData } = await model.classify(
    {
      messages: turn.messages.map((text, at) => ({ id: `part-${at}` as const, text })),
      context: turn.context,
      topics: [],
      excludedTopics: [],
      excludedBefore: null,
      language,
    },
    { signal: new AbortController().signal, ...(textVectors && { textVectors }) },
  );
  if (questions.length === 0) return 'nothing';
  return needsAccountData ? 'account' : 'answer';
}
