import { limits } from '../limits.ts';
import { chanceBy } from '../logistic.ts';
import { attackPatterns } from './patterns.ts';
import detector from './detector.json' with { type: 'json' };

const names = [
  'ignoring',
  'persona',
  'unbound',
  'machine',
  'aboutReply',
  'marker',
  'encoded',
  'asksForInstructions',
  'markup',
  'money',
  'command',
  'task',
  'secrecy',
  'commanded',
] as const satisfies readonly (keyof typeof attackPatterns)[];

/** What is counted, each once as "is there" and once as "how much", and how long the text is. */
export const attackSignNames = names.flatMap((name) => [name, `${name}More`] as const);

export type AttackSigns = Readonly<Record<(typeof attackSignNames)[number], number>>;

/** More of the same says less and less: 1 for one, 2 for three, 3 for seven. */
const muchOf = (count: number): number => Math.min(4, Math.log2(1 + count));

/** The signs in their order. Of a long text the beginning and the end are looked at. */
export function attackSignValues(text: string): readonly number[] {
  const read = shortened(text);
  return names.flatMap((name) => {
    const count = read.match(attackPatterns[name])?.length ?? 0;
    return [Math.min(1, count), Math.max(0, muchOf(count) - 1)];
  });
}

function shortened(text: string): string {
  const most = limits.messageCharacters;
  return text.length <= most ? text : `${text.slice(0, most / 2)}\n${text.slice(-most / 2)}`;
}

/** How much a text looks like instructions to an AI, 0..1: no probability, attacks are too few. */
export const attackScore = (text: string): number =>
  chanceBy(
    { bias: detector.bias, weights: attackSignNames.map((name) => detector.weights[name]) },
    attackSignValues(text),
  );

/** It looks like an attack: 1 % of harmless messages do, on the rows that the weights are from. */
export const looksLikeAttack = (text: string): boolean => attackScore(text) >= detector.threshold;
