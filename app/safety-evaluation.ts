import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../config/environment.ts';
import { readInjectionStrings, readOwnAttacks } from '../evaluation/attacks.ts';
import { readSafetyKnowledge, readSafetyQuestions } from '../evaluation/own-knowledge.ts';
import { startMongoDb } from '../sandbox/servers/mongodb.ts';
import { fetchOptionsFrom } from './fetch-options.ts';
import { createObedientModel } from './obedient-model.ts';
import { openSafetyBench } from './safety-bench.ts';
import { type Attack, type Pair, carriers, playPairs } from './safety-pairs.ts';

export type SafetyOptions = {
  /** Holds `safety_injection`. */
  readonly data: string;
  /** `own` or `safety_injection`; both without one. */
  readonly set: string | undefined;
  readonly environment: Environment;
  readonly report: (line: string) => void;
};

export type PairOfSet = Pair & { readonly set: string };

async function attacksOf({
  data,
  set,
}: SafetyOptions): Promise<readonly (Attack & { set: string })[]> {
  const own = (await readOwnAttacks()).map((attack) => ({ ...attack, set: 'own' }));
  const given = (await readInjectionStrings(data)).filter(({ isAttack }) => isAttack);
  const strings = given.map(({ text, kind, set: name }, at) => ({
    ...{ id: `string-${at + 1}`, text, family: kind, language: 'en', canaries: [], set: name },
  }));
  return [...own, ...strings].filter((attack) => set === undefined || attack.set === set);
}

/** Plays all attacks against an obedient model, on a database of its own that is gone afterwards. */
export async function evaluateSafety(options: SafetyOptions): Promise<readonly PairOfSet[]> {
  const { environment, report } = options;
  const dataFolder = await mkdtemp(join(tmpdir(), 'sidenote-safety-'));
  const fetch = fetchOptionsFrom(environment, false);
  const mongodb = await startMongoDb({ dataFolder, port: 0, report, fetch });
  try {
    const obedient = createObedientModel();
    const bench = await openSafetyBench(mongodb.uri, obedient.model);
    try {
      const attacks = await attacksOf(options);
      const setOf = new Map(attacks.map(({ id, set }) => [id, set]));
      const pairs = await playPairs(attacks, {
        ...{ bench, report, instructions: () => obedient.instructions() },
        articles: await readSafetyKnowledge(),
        questions: await readSafetyQuestions(),
        carriersOf: () => carriers,
      });
      return pairs.map((pair) => ({ ...pair, set: setOf.get(pair.attack.id) ?? '' }));
    } finally {
      await bench.stop();
    }
  } finally {
    await mongodb.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}
