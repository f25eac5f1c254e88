import type { Draft } from '../domain/language-model.ts';

/** A draft as lines of text, and what it leaves open. */
export const draftLines = ({ blocks, openQuestions }: Draft): string[] => [
  ...blocks.map(
    ({ kind, sentences }) =>
      `${kind === 'step' ? '- ' : ''}${sentences.map(({ text }) => text).join(' ')}`,
  ),
  ...openQuestions.map((question) => `not covered: ${question}`),
];
