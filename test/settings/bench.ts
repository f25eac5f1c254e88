import type { MessageRef } from '../../domain/identifiers.ts';
import {
  type DraftRequest,
  type LanguageModel,
  type ModelCall,
  noUsage,
} from '../../domain/language-model.ts';
import { type Outcome, reasonOf } from '../../domain/outcome.ts';
import type { RetrievedPassage } from '../../domain/passage.ts';
import { divider } from '../../domain/note.ts';
import { createExtractiveModel } from '../../models/extractive.ts';
import type { Input } from '../../sandbox/intercom/actions/inputs.ts';
import type { Database } from '../../storage/mongodb.ts';
import { type ActivityBench, runOf, startActivityBench } from '../support/activity-bench.ts';
import { samplePassage } from '../support/sample-session.ts';

export type PlainSettings = Readonly<Record<string, unknown>>;

/** What happens in a conversation, the same for every variant of the settings. */
export type Scenario = {
  readonly body?: string;
  readonly conversation?: Partial<Input<'startConversation'>>;
  /** After the opening message, before it is decided. */
  readonly then?: (bench: ActivityBench, message: MessageRef) => void;
  readonly language?: string;
  readonly passages?: readonly RetrievedPassage[];
  /**
   * `obedient` quotes the first passage, as steps if an instruction says so, sums up where that is
   * asked for, and is paid for; `silent` finds nothing to say; `broken` throws.
   */
  readonly model?: 'obedient' | 'extractive' | 'silent' | 'broken';
  /** By text: what it means. Texts that are not named mean something else. */
  readonly meanings?: Readonly<Record<string, readonly [number, number]>>;
};

/** What there is to see of a decision. */
export type Seen = {
  /** `suggested`, or the reason. */
  readonly outcome: string;
  /** Does the note stand in Intercom? */
  readonly written: string;
  /** Tags that were added. */
  readonly tags: string;
  /** Lines of HTML above and below the line. */
  readonly draft: readonly string[];
  readonly below: readonly string[];
};

const usage = { calls: 1, inputTokens: 3_000, outputTokens: 500 };

const obedient = async ({ passages, instructions, summaryIn }: DraftRequest, call: ModelCall) => {
  await call.spending?.(usage, async () => ({ usage }));
  const [passage] = passages;
  if (!passage) return { kind: 'not_helpful', usage } as const;
  const kind = instructions.some((text) => text.includes('steps')) ? 'step' : 'paragraph';
  const sentences = [{ text: passage.text, sources: [passage.id] }];
  const summary = summaryIn ? { summary: `Eine Frage zur Karte (${summaryIn})` } : {};
  const draft = { blocks: [{ kind, sentences }], openQuestions: [], ...summary } as const;
  return { kind: 'drafted', draft, usage } as const;
};

function modelFor(current: () => Scenario): LanguageModel {
  const extractive = createExtractiveModel();
  return {
    name: 'of-the-settings/1',
    translates: true,
    classify: (request, call) =>
      current().model === 'extractive'
        ? extractive.classify(request, call)
        : Promise.resolve({
            ...{ topic: null, excludedTopic: null, needsAccountData: false, usage: noUsage },
            questions: request.messages.map(({ id, text }) => ({ messageId: id, text })),
          }),
    async draft(request, call) {
      switch (current().model ?? 'obedient') {
        case 'obedient':
        case 'extractive':
          return obedient(request, call);
        case 'silent':
          return { kind: 'not_helpful', usage: noUsage };
        case 'broken':
          throw new Error('as planned');
      }
    },
  };
}

export type SettingsBench = {
  /** Decides about the scenario's message under these settings. */
  see(scenario: Scenario, settings: PlainSettings): Promise<Seen>;
  stop(): Promise<void>;
};

/** The real steps on a database and the simulator; a conversation of its own for each decision. */
export async function startSettingsBench(database: Database): Promise<SettingsBench> {
  let scenario: Scenario = {};
  const bench = await startActivityBench(database, {
    model: modelFor(() => scenario),
    language: {
      detect: async () => ({ language: scenario.language ?? 'en', confident: true }),
    },
    links: {
      sessionLink: (_message, days) => `https://sidenote.example/s?days=${days ?? 'unknown'}`,
    },
    textVectors: async (texts) => {
      const { meanings } = scenario;
      if (meanings === undefined) return null;
      return texts.map((text) =>
        Float32Array.from([...(meanings[text] ?? [0, 0]), meanings[text] ? 0 : 1]),
      );
    },
    retriever: async () => ({
      async retrieve({ excludedSources = [] }) {
        const all = scenario.passages ?? [samplePassage()];
        const passages = all.filter(({ passage }) => !excludedSources.includes(passage.source));
        const sources = ['sandbox'].filter((source) => !excludedSources.includes(source));
        return { passages, answers: [], languages: ['en', 'fr'], sources };
      },
      passages: async (ids) =>
        (scenario.passages ?? [samplePassage()])
          .map(({ passage }) => passage)
          .filter(({ id }) => ids.includes(id)),
    }),
  });

  async function decide(message: MessageRef): Promise<Outcome> {
    const run = runOf(message);
    const input = { message, run: 1, cause: 'message', dueAtMs: null, preview: null } as const;
    const opened = await bench.attempt('openSession', input);
    if (opened.kind === 'ended') return opened.outcome;
    const thread = await bench.attempt('fetchThread', { run, settle: false });
    if (thread.kind === 'wait') throw new Error('Waits are not of interest here');
    if (thread.kind === 'posted') return { kind: 'suggested' };
    if (thread.kind !== 'read') return thread.outcome;
    const { revision } = thread;
    const eligible = await bench.attempt('checkEligibility', { run });
    if (eligible.kind !== 'proceed') return eligible.outcome;
    const classified = await bench.attempt('classifyTopic', { run });
    if (classified.kind !== 'proceed') return classified.outcome;
    const retrieved = await bench.attempt('retrieveKnowledge', { run });
    if (retrieved.kind !== 'proceed') return retrieved.outcome;
    const { passageIds } = retrieved;
    const drafted = await bench.attempt('draftReply', { run, revision, passageIds });
    if (drafted.kind !== 'proceed') return drafted.outcome;
    const assessed = await bench.attempt('assessConfidence', { run, draftId: drafted.draftId });
    if (assessed.kind !== 'proceed') return assessed.outcome;
    const posting = await bench.attempt('postNote', { run, revision });
    if (posting.kind === 'changed') throw new Error('The thread has changed');
    return posting.kind === 'posted' || posting.kind === 'unwritten'
      ? { kind: 'suggested' }
      : posting.outcome;
  }

  return {
    async see(given, settings) {
      scenario = given;
      await bench.configure(settings);
      const message = bench.open(
        given.body ?? 'How do I change my payment card?',
        given.conversation,
      );
      given.then?.(bench, message);
      const outcome = await decide(message).catch(
        (): Outcome => ({ kind: 'failed', reason: 'internal_error' }),
      );
      const current = await bench.ports.settings.current(bench.appId);
      const run = runOf(message);
      // As the workflow does.
      if (current.settings.tags.quiet || outcome.kind === 'suggested') {
        await bench.attempt('tagConversation', { run, outcome });
      }
      const { texts } = await bench.ports.sessions.readRun(run, ['noteHtml']);
      const [code = ''] = bench.ports.referenceCodes(message);
      const [draft = '', below = ''] = (outcome.kind === 'suggested' ? (texts.noteHtml ?? '') : '')
        .replaceAll(code, 'SN-CODE')
        .split(divider);
      return {
        outcome: reasonOf(outcome) ?? outcome.kind,
        written: bench.notesOf(message).length > 0 ? 'yes' : 'no',
        tags: bench.simulator
          .tags(bench.appId, message.conversationId)
          .map(({ name }) => name)
          .filter((name) => !given.conversation?.tags?.includes(name))
          .join(', '),
        draft: linesOf(draft),
        below: linesOf(below),
      };
    },
    stop: () => bench.stop(),
  };
}

const linesOf = (html: string): string[] =>
  html.split(/(?<=<\/(?:p|ul|ol)>)/).filter((line) => line !== '');
