import { answerSignNames } from '../domain/answer-signs.ts';
import { type EmbedderParts, joinEmbedders } from '../domain/joined-embedder.ts';
import type { Logistic } from '../domain/logistic.ts';
import { answerRowsOf } from './answer-rows.ts';
import { fitGate } from './fit-gate.ts';
import { readSets } from './sets/folder.ts';
import { retrievalSystems } from './systems.ts';

export type GateOptions = {
  /** A folder with a folder a set. */
  readonly data: string;
  /** Names of sets; each needs questions whose right articles are known. */
  readonly sets: readonly string[];
  readonly embedders: EmbedderParts;
  readonly report: (line: string) => void;
};

/** Fits the product's gate (knowledge/answer-gate.json), and gives that file's content. */
export async function gateFile({ data, sets, embedders, report }: GateOptions): Promise<string> {
  const read = await readSets(data, 'retrieval');
  if (read.suite === 'topics') throw new Error('These are sets of topics');
  const chosen = sets.map((name) => {
    const set = read.sets.find((one) => one.name === name);
    if (!set) throw new Error(`${data} holds no set ${name}.`);
    return set;
  });
  const embedder = joinEmbedders(embedders);
  const counts: string[] = [];
  const gates: Record<string, unknown> = {};
  for (const system of retrievalSystems(embedder)) {
    const rows = [];
    for (const set of chosen) {
      report(`${set.name}: ${system.name}`);
      const { labelled, made } = await answerRowsOf(set, system);
      if (system.name === 'words') counts.push(`${set.name} ${labelled.length} + ${made.length}`);
      rows.push(...labelled, ...made);
    }
    gates[system.name] = written(fitGate(rows));
  }
  const provenance =
    `npx sidenote eval gate; rows labelled + made by leaving out the answer: ${counts.join(', ')}; ` +
    `meaning by ${embedder.model}`;
  return `${JSON.stringify({ provenance, ...gates }, null, 2)}\n`;
}

const rounded = (value: number): number => Number(value.toFixed(4));

const written = ({ bias, weights }: Logistic) => ({
  bias: rounded(bias),
  weights: Object.fromEntries(answerSignNames.map((name, at) => [name, rounded(weights[at] ?? 0)])),
});
