import { readFileSync } from 'node:fs';
import { type Kills, createKiller, killingFetch, killingSteps } from '../../app/chaos/killing.ts';
import { realClock } from '../../app/clocks.ts';
import { makeWorker } from '../../app/make-worker.ts';
import type { Workspace } from '../../app/workspace.ts';
import { createExtractiveModel } from '../../models/extractive.ts';
import { createOpenAiModel } from '../../models/openai.ts';

/**
 * A worker process that kills itself. `kills` says, by conversation, at which points: `step:before`
 * or `step:after` (done, but not yet reported), `answer:PATH` (Intercom has answered a POST, and
 * nothing is recorded) or `answer:model` (the same of a model's call that holds the conversation's
 * word). Each happens once: a file in `folder` tells that it did.
 */
export type KillableWorkerOptions = {
  readonly temporalAddress: string;
  readonly mongodbUri: string;
  readonly taskQueue: string;
  readonly workspace: Workspace;
  readonly intercomTimeoutMs: number;
  readonly bundleFile: string;
  readonly folder: string;
  readonly kills: Kills;
  /** Without one the extractive model works. `words`: by conversation, what its messages hold. */
  readonly model?: { readonly baseUrl: string; readonly words: Readonly<Record<string, string>> };
};

const options = JSON.parse(process.argv[2] ?? '{}') as KillableWorkerOptions;

const { kills, folder: firedFolder, model } = options;
const killer = createKiller({ kills, firedFolder });
const send = killingFetch(killer, globalThis.fetch);
globalThis.fetch = async (target, init) => {
  const answer = await send(target, init);
  const url = target instanceof Request ? target.url : target.toString();
  if (model && url.startsWith(model.baseUrl) && typeof init?.body === 'string') {
    for (const [conversationId, word] of Object.entries(model.words)) {
      if (init.body.includes(word)) killer.reach(conversationId, 'answer:model');
    }
  }
  return answer;
};

await makeWorker({
  temporal: { address: options.temporalAddress, namespace: 'default', apiKey: null, tls: null },
  mongodbUri: options.mongodbUri,
  workspaces: [options.workspace],
  model: model
    ? createOpenAiModel({
        ...{ apiKey: null, baseUrl: model.baseUrl, model: 'a-model', timeoutMs: 10_000 },
      })
    : createExtractiveModel(),
  links: { sessionLink: () => null },
  secrets: ['of-the-killable-workers'],
  clock: realClock,
  intercomTimeoutMs: options.intercomTimeoutMs,
  taskQueue: options.taskQueue,
  bundle: { code: readFileSync(options.bundleFile, 'utf8') },
  wrapActivities: killingSteps(killer),
});
// The test was killed: nothing may stay behind.
process.once('disconnect', () => process.exit());
