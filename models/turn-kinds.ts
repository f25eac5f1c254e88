import { createKernelRegression } from './kernel-regression.ts';
import kindsFile from './turn-kinds.json' with { type: 'json' };
import supportFile from './support-sentences.json' with { type: 'json' };
import { cosineOf } from './vectors.ts';

/** What a sentence of a customer does, told by meaning. */
export const turnKinds = [
  'question',
  'problem',
  'failed',
  'account',
  'thanks',
  'promise',
  'reply',
  'nudge',
  'greeting',
  'away',
  'venting',
] as const;
export type TurnKind = (typeof turnKinds)[number];

/** About 1 for the kind that a sentence is surely of, about 0 for the others. */
export type KindValues = Readonly<Record<TurnKind, number>>;

const examples = [
  ...turnKinds.flatMap((kind) => kindsFile.kinds[kind].map((text) => ({ text, kind }))),
  ...supportFile.sentences.map((text) => ({
    text,
    kind: text.endsWith('?') ? ('question' as const) : ('problem' as const),
  })),
];

/** Sentences whose vectors are needed. */
export const kindTexts: readonly string[] = examples.map(({ text }) => text);

type Judge = (vector: Float32Array) => KindValues;

/** How fast likeness falls with the cosine, as for topics; and how much examples may be missed. */
const reach = 0.2;
const penalty = 0.3;

const bend = (cosine: number): number => Math.exp((cosine - 1) / reach);

/** By the vector of the first example: whoever makes vectors keeps those that come again. */
const learnt = new WeakMap<Float32Array, Judge>();

/** Learns the kinds from the shipped examples, once for the vectors of one maker. */
export function kindsBy(vectors: ReadonlyMap<string, Float32Array>): Judge | null {
  const own = kindTexts.flatMap((text) => vectors.get(text) ?? []);
  const [first] = own;
  if (!first || own.length !== kindTexts.length) return null;
  const known = learnt.get(first);
  if (known) return known;
  const regress = createKernelRegression(
    own.map((one) => Float64Array.from(own, (other) => bend(cosineOf(one, other)))),
    examples.map(({ kind }) => turnKinds.indexOf(kind)),
    penalty,
  );
  const judge: Judge = (vector) => {
    const values = regress(Float64Array.from(own, (other) => bend(cosineOf(vector, other))));
    const value = (kind: TurnKind): number => values[turnKinds.indexOf(kind)] ?? 0;
    return {
      ...{ question: value('question'), problem: value('problem'), failed: value('failed') },
      ...{ account: value('account'), thanks: value('thanks'), promise: value('promise') },
      ...{ reply: value('reply'), nudge: value('nudge'), greeting: value('greeting') },
      ...{ away: value('away'), venting: value('venting') },
    };
  };
  learnt.set(first, judge);
  return judge;
}
