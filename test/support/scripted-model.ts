import {
  type Classification,
  type ClassifyRequest,
  type Draft,
  type DraftRequest,
  type LanguageModel,
  noUsage,
} from '../../domain/language-model.ts';
import { sentencesOf } from '../../domain/sentences.ts';

export type ScriptedModel = LanguageModel & {
  readonly classified: readonly ClassifyRequest[];
  readonly drafted: readonly DraftRequest[];
  /** Replaces what the next calls answer, or makes them throw. */
  onClassify(answer: (request: ClassifyRequest) => Partial<Classification>): void;
  onDraft(answer: (request: DraftRequest) => Draft | null): void;
};

/** For each question a line that names it and the first sentence of the first passage. */
const plainDraft = ({ questions, passages: [first] }: DraftRequest): Draft => ({
  blocks: questions.map(({ text }) => ({
    kind: 'paragraph',
    sentences: [
      { text: `To "${text}":`, sources: [] },
      { text: sentencesOf(first?.text ?? '')[0] ?? '', sources: first ? [first.id] : [] },
    ],
  })),
  openQuestions: [],
});

/** A model that takes every message for a question and answers it, and records what it was asked. */
export function createScriptedModel(): ScriptedModel {
  const classified: ClassifyRequest[] = [];
  const drafted: DraftRequest[] = [];
  let classification: (request: ClassifyRequest) => Partial<Classification> = () => ({});
  let draft: (request: DraftRequest) => Draft | null = plainDraft;
  return {
    name: 'scripted/1',
    translates: true,
    classified,
    drafted,
    onClassify: (answer) => {
      classification = answer;
    },
    onDraft: (answer) => {
      draft = answer;
    },
    async classify(request) {
      classified.push(request);
      return {
        topic: 'billing',
        excludedTopic: null,
        questions: request.messages.map(({ id, text }) => ({ messageId: id, text })),
        needsAccountData: false,
        usage: noUsage,
        ...classification(request),
      };
    },
    async draft(request) {
      drafted.push(request);
      const written = draft(request);
      return written === null
        ? { kind: 'not_helpful', usage: noUsage }
        : { kind: 'drafted', draft: written, usage: noUsage };
    },
  };
}
