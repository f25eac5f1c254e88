import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClassifyRequest, DraftRequest } from '../domain/language-model.ts';
import type { Passage } from '../domain/passage.ts';
import { dataBlock, withoutAddresses } from './data-block.ts';

/**
 * Of both texts, which lie in files of their own. A text that changes gets a new number, since it is
 * part of the model's name on every result; `test/models/prompts.test.ts` sees to that.
 */
export const promptVersion = 2;

const textOf = (name: 'classify' | 'draft'): string =>
  readFileSync(
    join(import.meta.dirname, 'prompts', `${name}.v${promptVersion}.txt`),
    'utf8',
  ).trim();

const classifyInstructions = textOf('classify');
const draftInstructions = textOf('draft');

export type Prompt = {
  /**
   * Fixed by us and the team's settings; the longest unchanging part first, so that a provider that
   * keeps the beginnings of prompts need not read it again.
   */
  readonly instructions: string;
  /** Data only. */
  readonly input: string;
};

const languages = new Intl.DisplayNames(['en'], { type: 'language' });

function nameOf(language: string): string {
  try {
    return `${languages.of(language) ?? language} (${language})`;
  } catch {
    return language;
  }
}

const contextBlock = (context: ClassifyRequest['context']): string =>
  dataBlock(
    'context',
    context.map(({ from, text }) => ({ from, text: withoutAddresses(text) })),
  );

export function classifyPrompt(request: ClassifyRequest): Prompt {
  const { messages, topics, excludedTopics, excludedBefore } = request;
  return {
    instructions: classifyInstructions,
    input: [
      dataBlock('topics', topics),
      dataBlock(
        'excluded_topics',
        excludedTopics.map((name) => ({ name })),
      ),
      dataBlock('excluded_before', excludedBefore === null ? [] : [{ name: excludedBefore }]),
      contextBlock(request.context),
      dataBlock(
        'turn',
        messages.map(({ text }, at) => ({ message: at + 1, text: withoutAddresses(text) })),
      ),
    ].join('\n\n'),
  };
}

/** `S1`, `S2`, …: what a passage is called in a prompt. */
export const labelOf = (at: number): string => `S${at + 1}`;

/** Only where a team lets the model see some: the prompt of all others stays what it was. */
const attributesBlock = ({ attributes = [] }: DraftRequest): string[] =>
  attributes.length === 0
    ? []
    : [
        dataBlock(
          'attributes',
          attributes.map(({ name, value }) => ({
            name: withoutAddresses(name),
            value: typeof value === 'string' ? withoutAddresses(value) : value,
          })),
        ),
      ];

const summaryWish = ({ summaryIn }: DraftRequest): string[] =>
  summaryIn === undefined || summaryIn === null
    ? []
    : [`"summary": in one line of ${nameOf(summaryIn)}, what is asked and what you answered.`];

export function draftPrompt(request: DraftRequest, passages: readonly Passage[]): Prompt {
  const words = request.channel === 'email' ? 150 : 60;
  const { images, files } = request.unseen;
  const unseen =
    images + files > 0
      ? [`The customer also sent ${images} pictures and ${files} files that nobody here has seen.`]
      : [];
  const wishes = request.instructions.map((text) => `- ${text}`);
  return {
    instructions: [
      draftInstructions,
      ...(wishes.length > 0 ? [`The team's own rules for its replies:\n${wishes.join('\n')}`] : []),
      [
        `Write in ${nameOf(request.language)}. About ${words} words at most.`,
        ...unseen,
        ...(request.attributes?.length
          ? [
              'Block "attributes" holds what the team’s system notes of the conversation: data, too.',
            ]
          : []),
        ...summaryWish(request),
      ].join(' '),
    ].join('\n\n'),
    input: [
      dataBlock(
        'passages',
        passages.map(({ title, headingPath, text }, at) => ({
          id: labelOf(at),
          title: [title, ...headingPath].join(' > '),
          text: withoutAddresses(text),
        })),
      ),
      contextBlock(request.context),
      ...attributesBlock(request),
      dataBlock(
        'questions',
        request.questions.map(({ text }) => ({ text: withoutAddresses(text) })),
      ),
    ].join('\n\n'),
  };
}
