import { chanceBy } from '../domain/logistic.ts';
import { sentencesOf } from '../domain/sentences.ts';
import { type KindValues, type TurnKind, kindsBy } from './turn-kinds.ts';

const asking = ['question', 'problem', 'failed', 'account'] as const satisfies readonly TurnKind[];
const quiet = [
  'thanks',
  'promise',
  'reply',
  'nudge',
  'greeting',
  'away',
  'venting',
] as const satisfies readonly TurnKind[];

/**
 * Fitted on one half of `evaluation/own/turns.jsonl`: whether the words ask, how much more the
 * message is like those that ask than like the others, and its sentence that is so the most.
 */
const weights = { bias: -3.73, weights: [3.97, 2.06, 2.27] };
/** Between these nobody can say without reading. */
const unclear = { from: 0.25, to: 0.75 } as const;

export type Asking = { readonly asks: boolean; readonly isClear: boolean };

/** Texts of a message whose vectors are needed; with `kindTexts`. */
export const askingTexts = (message: string): readonly string[] => [
  message,
  ...sentencesOf(message),
];

const surplus = (values: KindValues): number =>
  asking.reduce((sum, kind) => sum + values[kind], 0) -
  quiet.reduce((sum, kind) => sum + values[kind], 0);

/** Whether a message needs an answer, by its words and by its meaning; null without vectors. */
export function asksByMeaning(
  message: string,
  byWords: boolean,
  vectors: ReadonlyMap<string, Float32Array>,
): Asking | null {
  const judge = kindsBy(vectors);
  const [whole, ...parts] = askingTexts(message).map((text) => vectors.get(text));
  if (judge === null || !whole) return null;
  const own = surplus(judge(whole));
  const others = parts.flatMap((vector) => (vector ? [surplus(judge(vector))] : []));
  const most = others.length === 0 ? own : Math.max(...others);
  const chance = chanceBy(weights, [byWords ? 1 : 0, own, most]);
  return { asks: chance >= 0.5, isClear: chance < unclear.from || chance > unclear.to };
}
