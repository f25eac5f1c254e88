import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Activities } from '../../activities/index.ts';
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
  readonly kills: Readonly<Record<string, readonly string[]>>;
  /** Without one the extractive model works. `words`: by conversation, what its messages hold. */
  readonly model?: { readonly baseUrl: string; readonly words: Readonly<Record<string, string>> };
};

const options = JSON.parse(process.argv[2] ?? '{}') as KillableWorkerOptions;

function reach(conversationId: string, point: string): void {
  if (!options.kills[conversationId]?.includes(point)) return;
  try {
    writeFileSync(join(options.folder, `${conversationId} ${point}`), '', { flag: 'wx' });
  } catch {
    return;
  }
  process.kill(process.pid, 'SIGKILL');
}

type Input = { readonly run?: unknown; readonly message?: unknown };

/** Every step's input names its message, by itself or in its run. */
const conversationOf = (input: Input): string => {
  const found = /"conversationId":"([^"]+)"/.exec(JSON.stringify(input));
  return found?.[1] ?? '';
};

const killing = (activities: Activities): Activities =>
  Object.fromEntries(
    Object.entries(activities).map(([name, step]) => [
      name,
      async (input: Input) => {
        reach(conversationOf(input), `${name}:before`);
        const result: unknown = await (step as (input: Input) => Promise<unknown>)(input);
        reach(conversationOf(input), `${name}:after`);
        return result;
      },
    ]),
  ) as unknown as Activities;

const send = globalThis.fetch;
globalThis.fetch = async (...request) => {
  const answer = await send(...request);
  const [target] = request;
  const url = target instanceof Request ? target.url : target.toString();
  const [, conversationId = '', path = ''] = /\/conversations\/([^/]+)\/(\w+)$/.exec(url) ?? [];
  reach(conversationId, `answer:${path}`);
  const body = request[1]?.body;
  if (options.model && url.startsWith(options.model.baseUrl) && typeof body === 'string') {
    for (const [conversation, word] of Object.entries(options.model.words)) {
      if (body.includes(word)) reach(conversation, 'answer:model');
    }
  }
  return answer;
};

await makeWorker({
  temporal: { address: options.temporalAddress, namespace: 'default', apiKey: null, tls: null },
  mongodbUri: options.mongodbUri,
  workspaces: [options.workspace],
  model: options.model
    ? createOpenAiModel({
        ...{ apiKey: null, baseUrl: options.model.baseUrl, model: 'a-model', timeoutMs: 10_000 },
      })
    : createExtractiveModel(),
  links: { sessionLink: () => null },
  secrets: ['of-the-killable-workers'],
  clock: realClock,
  intercomTimeoutMs: options.intercomTimeoutMs,
  taskQueue: options.taskQueue,
  bundle: { code: readFileSync(options.bundleFile, 'utf8') },
  wrapActivities: killing,
});
