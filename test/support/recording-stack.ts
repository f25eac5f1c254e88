import { ApplicationFailure } from '@temporalio/common';
import type { Activities } from '../../activities/index.ts';
import { makeWorker } from '../../app/make-worker.ts';
import type { LanguageModel } from '../../domain/language-model.ts';
import { createExtractiveModel } from '../../models/extractive.ts';
import { deleteSyncs } from '../../temporal/knowledge-schedule.ts';
import { type ProductSandbox, startProductSandbox } from './product-sandbox.ts';
import { scenarioSettings } from './scenarios.ts';

/** What happens at the next call of the model, once: it may act, or throw. */
type AtModel = { readonly classify?: () => void; readonly draft?: () => void };

/** Steps that a recording may break. */
type Breakable = 'checkEligibility' | 'postNote';

/** A sandbox whose model and steps do once what a recording asks for. */
export type RecordingStack = ProductSandbox & {
  readonly model: LanguageModel;
  /** At the next call of the model, before it answers. */
  atModel(next: AtModel): void;
  /** The next try of the step fails for good, as a bug of ours would. */
  breakStep(step: Breakable): void;
  /** Changes settings for one play, then puts them back. */
  withSettings<Result>(
    change: Record<string, unknown>,
    play: () => Promise<Result>,
  ): Promise<Result>;
};

/** A wait long enough, two seconds in real time, that a busy machine's first read is within it. */
const recordingSettings = { ...scenarioSettings, waits: { firstWebMs: 20_000 } };

/** Starts it on given servers. Its links name no server and are signed with nothing. */
export async function startRecordingStack(servers: {
  temporalAddress: string;
  mongodbUri: string;
}): Promise<RecordingStack> {
  const { model, atModel } = modelThatActs();
  const { wrapActivities, breakStep } = stepsThatBreak();
  const intercomTimeoutMs = 2_000;
  const sandbox = await startProductSandbox({
    ...servers,
    ...{ settings: recordingSettings, withWorker: false, intercomTimeoutMs },
  });
  const { mongodbUri, taskQueue, workspaces, clock, appId, stores } = sandbox;
  const worker = await makeWorker({
    ...{ mongodbUri, taskQueue, workspaces, clock, intercomTimeoutMs, model, wrapActivities },
    temporal: { address: servers.temporalAddress, namespace: 'default', apiKey: null, tls: null },
    links: { sessionLink: () => 'https://sidenote.example/s/recorded' },
    secrets: ['of-the-recordings'],
    // A schedule that comes by once, at the start.
    knowledge: { everySeconds: 86_400, siteSeconds: 0 },
    sdkLogLevel: 'ERROR',
  });
  const save = async (settings: Record<string, unknown>): Promise<void> => {
    const { version: base } = await stores.settings.current(appId);
    const saved = await stores.settings.save({ appId, base, settings, nowMs: clock.now() });
    if (saved.kind !== 'saved') throw new Error(`The settings were not saved: ${saved.kind}`);
  };
  return {
    ...sandbox,
    ...{ model, atModel, breakStep },
    async withSettings(change, play) {
      const { settings } = await stores.settings.current(appId);
      await save({ ...settings, ...change });
      try {
        return await play();
      } finally {
        await save(settings);
      }
    },
    async stop() {
      await deleteSyncs(sandbox.product.client, appId);
      await worker.stop();
      await sandbox.stop();
    },
  };
}

function modelThatActs(): Pick<RecordingStack, 'model' | 'atModel'> {
  const extractive = createExtractiveModel();
  let next: AtModel = {};
  const act = (at: keyof AtModel): void => {
    const callback = next[at];
    if (!callback) return;
    next = {};
    callback();
  };
  const model: LanguageModel = {
    ...extractive,
    async classify(request, signal) {
      act('classify');
      return extractive.classify(request, signal);
    },
    async draft(request, signal) {
      act('draft');
      return extractive.draft(request, signal);
    },
  };
  return {
    model,
    atModel: (given) => {
      next = given;
    },
  };
}

function stepsThatBreak() {
  let broken: Breakable | null = null;
  const breaking =
    <Given, Result>(name: Breakable, step: (given: Given) => Promise<Result>) =>
    async (given: Given): Promise<Result> => {
      if (broken !== name) return step(given);
      broken = null;
      throw ApplicationFailure.nonRetryable('A bug', 'TypeError');
    };
  return {
    breakStep: (step: Breakable): void => {
      broken = step;
    },
    wrapActivities: (activities: Activities): Activities => ({
      ...activities,
      checkEligibility: breaking('checkEligibility', activities.checkEligibility),
      postNote: breaking('postNote', activities.postNote),
    }),
  };
}
