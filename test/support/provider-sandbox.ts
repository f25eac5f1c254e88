import { createScaledClock } from '../../app/clocks.ts';
import { type MessageRef, partId } from '../../domain/identifiers.ts';
import type { LanguageModel } from '../../domain/language-model.ts';
import { reasonOf } from '../../domain/outcome.ts';
import { lastDecision } from '../../domain/session.ts';
import type { ProviderListener } from '../../domain/trouble.ts';
import { createOpenAiModel } from '../../models/openai.ts';
import { type ModelServer, startModelServer } from '../../sandbox/model-server.ts';
import { type ProductSandbox, startProductSandbox } from './product-sandbox.ts';
import { ended, open } from './scenarios.ts';

export type ProviderSandbox = {
  readonly sandbox: ProductSandbox;
  readonly models: ModelServer;
  /** When each call to the model server began, milliseconds of `performance.now()`. */
  readonly calledAtMs: number[];
  /** Bytes of answers that the product has read. */
  readonly readBytes: () => number;
  /** A model as a worker has it that starts anew: its breakers are closed. */
  readonly restartModel: (clockScale?: number) => void;
  /** A customer asks a question that the knowledge answers. */
  readonly ask: () => MessageRef;
  readonly reply: (message: MessageRef, body: string) => MessageRef;
  /** How the message ended: `suggested`, or the reason. */
  readonly outcomeOf: (message: MessageRef) => Promise<string>;
  readonly notes: (message: MessageRef) => number;
  /** The lines of `/ready` about models. */
  readonly banner: () => Promise<{ sentence: string; whatToDo: string }[]>;
  readonly stop: () => Promise<void>;
};

/** The product on the real servers with a model server for its provider. */
export async function startProviderSandbox(where: {
  temporalAddress: string;
  mongodbUri: string;
}): Promise<ProviderSandbox> {
  const models = await startModelServer();
  const calledAtMs: number[] = [];
  let bytes = 0;
  const counted: typeof fetch = async (input, init) => {
    calledAtMs.push(performance.now());
    const response = await fetch(input, init);
    const counting = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        controller.enqueue(chunk);
      },
    });
    return new Response(response.body?.pipeThrough(counting) ?? null, response);
  };
  const listeners: ProviderListener[] = [];
  const start = (clockScale: number): LanguageModel => {
    const model = createOpenAiModel({
      ...{ apiKey: 'key-of-the-test', baseUrl: models.baseUrl, fetch: counted },
      ...{ model: 'drafting-model', topicModel: 'topic-model', timeoutMs: 4_000 },
      clock: createScaledClock(clockScale),
    });
    model.provider?.watch((report) => {
      if (model === current) for (const listener of listeners) listener(report);
    });
    return model;
  };
  let current: LanguageModel = start(1);
  const sandbox = await startProductSandbox({
    ...where,
    // Without vectors a model has to say whether a turn is about an excluded topic.
    settings: { confidenceThreshold: 0, excludedTopics: ['refund disputes'] },
    model: {
      name: current.name,
      translates: true,
      provider: {
        host: current.provider?.host ?? '',
        models: current.provider?.models ?? [],
        watch: (listener) => listeners.push(listener),
      },
      classify: (request, signal) => current.classify(request, signal),
      draft: (request, signal) => current.draft(request, signal),
    },
  });
  const { appId, simulator } = sandbox;

  return {
    ...{ sandbox, models, calledAtMs, readBytes: () => bytes },
    restartModel(clockScale = 1) {
      current = start(clockScale);
      models.reset();
      calledAtMs.length = 0;
      bytes = 0;
    },
    ask: () => open(sandbox).message,
    reply({ conversationId }, body) {
      const id = simulator.customerReplies({ appId, conversationId, body });
      return { appId, conversationId, messageId: partId(id) };
    },
    async outcomeOf(message) {
      const outcome = lastDecision(await ended(sandbox, message))?.outcome ?? null;
      return outcome === null ? 'none' : (reasonOf(outcome) ?? outcome.kind);
    },
    notes: ({ conversationId }) => simulator.notes(appId, conversationId).length,
    async banner() {
      const answer: unknown = await (await fetch(`${sandbox.web.url}/ready`)).json();
      const { checks } = answer as {
        checks: { name: string; sentence: string; whatToDo: string }[];
      };
      return checks.filter(({ name }) => name.startsWith('model '));
    },
    async stop() {
      await sandbox.stop();
      await models.stop();
    },
  };
}
