import { randomBytes } from 'node:crypto';
import type { LanguageModel } from '../domain/language-model.ts';
import { type ClosedGap, type Difference, closedGaps, judge } from '../sandbox/script/judge.ts';
import { play } from '../sandbox/script/player.ts';
import { type ConversationResult, resultOf } from '../sandbox/script/result.ts';
import type { Script } from '../sandbox/script/script-schema.ts';
import type { Stage } from '../sandbox/script/stage.ts';
import { planWorkspaces } from '../sandbox/script/workspaces.ts';
import type { TemporalAddress } from '../temporal/connection.ts';
import { taskQueue as defaultTaskQueue } from '../temporal/task-queue.ts';
import { createScaledClock } from './clocks.ts';
import { editSettings } from './edit-settings.ts';
import { type Explanation, explain } from './explain.ts';
import { type Imported, importPath } from './knowledge/import-knowledge.ts';
import { openProductAt } from './product.ts';
import { sandboxConnection, startSandbox } from './sandbox-stack.ts';
import { sandboxSettings } from '../sandbox/sandbox-settings.ts';

export type PlayOptions = {
  readonly temporal: TemporalAddress;
  readonly temporalUiUrl: string | null;
  readonly mongodbUri: string;
  /** Folder of Markdown files or JSONL file. */
  readonly knowledge: string;
  /** Null: extractive. */
  readonly model: LanguageModel | null;
  /** How many times as fast as life product time runs. */
  readonly scale: number;
  readonly taskQueue?: string;
  /** An explanation as people read it. */
  readonly words: (explanation: Explanation) => string;
  readonly report: (line: string) => void;
};

export type PlayedScript = {
  readonly imported: Imported;
  readonly results: readonly ConversationResult[];
  readonly differences: readonly Difference[];
  readonly closedGaps: readonly ClosedGap[];
};

/** Plays a script on given servers with everything else of its own, and judges it. */
export async function playScript(script: Script, options: PlayOptions): Promise<PlayedScript> {
  const { temporal, mongodbUri, report } = options;
  const taskQueue = options.taskQueue ?? defaultTaskQueue;
  const clock = createScaledClock(options.scale);
  // Servers that outlive the demo remember earlier plays: nothing of them may be met again.
  const prefix = `sandbox-${randomBytes(4).toString('hex')}`;
  const workspaces = planWorkspaces(script, prefix);
  const knowledgeOf = workspaces[0]?.appId ?? '';
  const sandbox = await startSandbox({
    temporal,
    mongodbUri,
    clock,
    appIds: workspaces.map(({ appId }) => appId),
    taskQueue,
    knowledgeOf,
    // A lost answer is looked for after three of these, in real time.
    intercomTimeoutMs: 3_000,
    ...(options.model ? { model: options.model } : {}),
  });
  const product = await openProductAt({
    temporal,
    mongodbUri,
    temporalUiUrl: options.temporalUiUrl,
    links: sandbox.links,
    mode: null,
    keyless: options.model === null,
    clock,
    taskQueue,
  });
  try {
    const imported = await importPath(sandbox.stores, knowledgeOf, options.knowledge, undefined);
    const changeSettings: Stage['changeSettings'] = async (appId, edit) => {
      const answer = await editSettings(sandbox.stores, { appId, edit, nowMs: clock.now() });
      if (answer.kind === 'saved' || answer.kind === 'unchanged') return;
      const why = answer.kind === 'invalid' ? answer.problems.join('; ') : 'edited meanwhile';
      throw new Error(`The settings of the script cannot be used: ${why}`);
    };
    for (const { appId, settings } of workspaces) {
      // A script shows notes: whatever it does not say is live.
      await changeSettings(appId, sandboxSettings);
      for (const edit of settings) await changeSettings(appId, edit);
    }
    const stage: Stage = {
      clock,
      simulator: sandbox.simulator,
      sessions: sandbox.stores.sessions,
      adminId: sandboxConnection.adminId,
      changeSettings,
      explain: async (conversation) => options.words(await explain(product, conversation)),
      openRuns: async () => {
        const query = `TaskQueue="${taskQueue}" AND ExecutionStatus="Running"`;
        return (await product.client.workflow.count(query)).count;
      },
      report,
    };
    const played = await play(script, workspaces, stage);
    const results: ConversationResult[] = [];
    for (const one of played) {
      const { settings } = await sandbox.stores.settings.current(one.appId);
      results.push(await resultOf(one, stage, settings));
    }
    return {
      imported,
      results,
      differences: results.flatMap(judge),
      closedGaps: results.flatMap(closedGaps),
    };
  } finally {
    await product.close();
    await sandbox.stop();
  }
}
