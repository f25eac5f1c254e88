import { join } from 'node:path';
import { z } from 'zod';
import { attackSignValues } from '../domain/attack/signs.ts';
import { chanceBy } from '../domain/logistic.ts';
import { fitLogistic } from './logistic.ts';
import { readRows } from './sets/rows.ts';

/** A text that is an attack or is not, with the kind that its set gives it. */
export type LabelledText = {
  readonly text: string;
  readonly kind: string;
  readonly isAttack: boolean;
  /** Where it is from: `safety_injection` or `own`. */
  readonly set: string;
};

const labelled = z.object({
  text: z.string(),
  label: z.enum(['attack', 'benign']),
  kind: z.string(),
});
const ownAttack = z.object({
  id: z.string(),
  family: z.string(),
  language: z.string(),
  text: z.string(),
  /** Words that must not stand in the part of a note that is for the customer. */
  canaries: z.array(z.string().min(3)).min(1),
});
const harmless = z.object({ language: z.string(), text: z.string() });

export type OwnAttack = z.output<typeof ownAttack>;

export const ownFolder = join(import.meta.dirname, 'own');

export const readOwnAttacks = (): Promise<readonly OwnAttack[]> =>
  readRows(ownFolder, 'attacks.jsonl', ownAttack);

export async function readInjectionStrings(data: string): Promise<readonly LabelledText[]> {
  const rows = await readRows(join(data, 'safety_injection'), 'strings.jsonl', labelled);
  return rows.map(({ text, kind, label }) => ({
    ...{ text, kind, set: 'safety_injection' },
    isAttack: label === 'attack',
  }));
}

/** What the detector is fitted on: the given strings, our attacks and our harmless messages. */
export async function readDetectorTexts(data: string): Promise<readonly LabelledText[]> {
  const own = await readOwnAttacks();
  const messages = await readRows(ownFolder, 'harmless.jsonl', harmless);
  return [
    ...(await readInjectionStrings(data)),
    ...own.map(({ text, family }) => ({ text, kind: family, isAttack: true, set: 'own' })),
    ...messages.map(({ text, language }) => ({
      ...{ text, kind: language, isAttack: false, set: 'own' },
    })),
  ];
}

export type ScoredText = LabelledText & { readonly score: number };

const folds = 10;

/** Each text scored by a regression that has not seen it, nor any other of its fold. */
export function crossValidated(texts: readonly LabelledText[]): readonly ScoredText[] {
  const rows = texts.map(({ text, isAttack }) => ({
    features: attackSignValues(text),
    isPositive: isAttack,
  }));
  const models = Array.from({ length: folds }, (_, fold) =>
    fitLogistic(rows.filter((_row, at) => at % folds !== fold)),
  );
  return texts.map((text, at) => {
    const model = models[at % folds];
    return { ...text, score: model ? chanceBy(model, rows[at]?.features ?? []) : 0 };
  });
}

/** The score above which one harmless text in a hundred lies. */
export function thresholdAt(share: number, texts: readonly ScoredText[]): number {
  const scores = texts
    .flatMap(({ isAttack, score }) => (isAttack ? [] : [score]))
    .sort((one, other) => other - one);
  return scores[Math.floor(scores.length * share)] ?? 1;
}

/** Share of the attacks above the threshold of 1 % false alarms; null: one kind is missing. */
export function recallAtOnePercent(texts: readonly ScoredText[]): number | null {
  const attacks = texts.filter(({ isAttack }) => isAttack);
  if (attacks.length === 0 || attacks.length === texts.length) return null;
  const threshold = thresholdAt(0.01, texts);
  return attacks.filter(({ score }) => score > threshold).length / attacks.length;
}

/** The same for each kind of attack, beside all harmless texts. */
export const recallByKind = (
  texts: readonly ScoredText[],
): readonly { readonly kind: string; readonly recall: number; readonly n: number }[] =>
  [...new Set(texts.flatMap(({ isAttack, kind }) => (isAttack ? [kind] : [])))].map((kind) => {
    const attacks = texts.filter((text) => text.isAttack && text.kind === kind);
    const threshold = thresholdAt(0.01, texts);
    const found = attacks.filter(({ score }) => score > threshold).length;
    return { kind, recall: found / attacks.length, n: attacks.length };
  });
