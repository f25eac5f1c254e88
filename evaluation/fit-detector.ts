import { attackSignNames, attackSignValues } from '../domain/attack/signs.ts';
import { crossValidated, readDetectorTexts, thresholdAt } from './attacks.ts';
import { fitLogistic } from './logistic.ts';

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

/** The detector's file: weights of all texts, the threshold of scores by cross-validation. */
export async function detectorFile(data: string): Promise<string> {
  const texts = await readDetectorTexts(data);
  const { bias, weights } = fitLogistic(
    texts.map(({ text, isAttack }) => ({
      features: attackSignValues(text),
      isPositive: isAttack,
    })),
  );
  const attacks = texts.filter(({ isAttack }) => isAttack).length;
  const file = {
    provenance: {
      command: 'npx sidenote eval safety --data DIR --write-detector FILE',
      attacks,
      harmless: texts.length - attacks,
      from: 'safety_injection, evaluation/own/attacks.jsonl, evaluation/own/harmless.jsonl',
      threshold: '1 % of the harmless texts lie above it, scored by ten-fold cross-validation',
    },
    threshold: rounded(thresholdAt(0.01, crossValidated(texts))),
    bias: rounded(bias),
    weights: Object.fromEntries(
      attackSignNames.map((name, at) => [name, rounded(weights[at] ?? 0)]),
    ),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}
