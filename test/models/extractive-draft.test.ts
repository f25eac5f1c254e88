import { describe, expect, it } from 'vitest';
import type { DraftRequest } from '../../domain/language-model.ts';
import type { Passage } from '../../domain/passage.ts';
import { createExtractiveModel } from '../../models/extractive.ts';

const passage = (
  id: string,
  title: string,
  text: string,
  more: Partial<Passage> = {},
): Passage => ({
  id,
  source: 'test',
  articleId: id,
  title,
  headingPath: [],
  url: 'https://help.example/x',
  audience: 'public',
  language: 'en',
  text,
  ...more,
});
const steps = passage(
  'invite',
  'Invite people',
  'Owners and admins can invite people.\n\n1. Open **[Settings](https://x.example/s) → People**.\n2. Select *Invite*. ![button](https://x.example/b.png)\n3. Choose a `role`.\n',
);
const refunds = passage(
  'refunds',
  'Refund policy',
  'Yearly payments can be refunded within 30 days. It takes 5 days to arrive. <img src=x onerror=alert(1)> See the table below.',
);

const draft = (
  questions: readonly string[],
  passages: readonly Passage[],
  more: Partial<DraftRequest> = {},
) =>
  createExtractiveModel().draft(
    {
      questions: questions.map((text) => ({ messageId: 'part-1', text })),
      context: [],
      passages,
      channel: 'web',
      language: 'en',
      instructions: [],
      unseen: { images: 0, files: 0 },
      ...more,
    },
    { signal: new AbortController().signal },
  );
const drafted = async (...args: Parameters<typeof draft>) => {
  const answer = await draft(...args);
  if (answer.kind !== 'drafted') throw new Error('not drafted');
  return answer.draft;
};
const textOf = async (...args: Parameters<typeof draft>) =>
  (await drafted(...args)).blocks.map(({ sentences }) =>
    sentences.map(({ text }) => text).join(' '),
  );

describe('a quoted draft', () => {
  it('keeps the steps of a list whole, in order and clean', async () => {
    expect(await textOf(['How do I invite people?'], [steps])).toEqual([
      // Who may do it belongs to how it is done.
      'Owners and admins can invite people.',
      'Open Settings → People.',
      'Select Invite.',
      'Choose a role.',
    ]);
  });

  it('names the source of every sentence', async () => {
    const { blocks } = await drafted(['Can yearly payments be refunded?'], [refunds, steps]);
    for (const { sentences } of blocks)
      for (const { sources } of sentences) expect(sources).toEqual(['refunds']);
  });

  it('carries no image, link, HTML or pointer to what is not there', async () => {
    const text = (await textOf(['Can yearly payments be refunded?'], [refunds])).join(' ');
    expect(text).toBe('Yearly payments can be refunded within 30 days. It takes 5 days to arrive.');
  });

  it('answers what it can and names the rest', async () => {
    const result = await drafted(
      ['How do I invite people?', 'Do you sponsor football clubs?'],
      [steps, refunds],
    );
    expect(result.blocks.length).toBeGreaterThan(0);
    expect(result.openQuestions).toEqual(['Do you sponsor football clubs?']);
  });

  it('says a shared answer once', async () => {
    const once = await textOf(['How do I invite people?'], [steps]);
    expect(await textOf(['How do I invite people?', 'How can I invite people?'], [steps])).toEqual(
      once,
    );
  });

  it.each([
    ['no passage', ['How do I invite people?'], []],
    ['nothing fits', ['Do you sponsor football clubs?'], [steps, refunds]],
    ['one ambiguous word', ['refund'], [refunds]],
    ['no subject', ["It doesn't work"], [steps, refunds]],
    [
      'internal knowledge only',
      ['How do I invite people?'],
      [{ ...steps, audience: 'internal' as const }],
    ],
    ['another language', ['How do I invite people?'], [{ ...steps, language: 'de' }]],
    ['account data', ['Has my refund been processed?'], [refunds]],
  ])('is not helpful: %s', async (_, questions, passages) => {
    expect((await draft(questions, passages)).kind).toBe('not_helpful');
  });

  it('cuts long text to about the length of the channel, at sentences', async () => {
    const long = Array.from(
      { length: 30 },
      (_, at) => `Refunds of kind ${at} take some days to arrive.`,
    );
    const passages = [passage('long', 'Refunds', long.join(' '))];
    const words = async (channel: 'web' | 'email') =>
      (await textOf(['How long do refunds take?'], passages, { channel })).join(' ').split(' ')
        .length;
    expect(await words('web')).toBeLessThanOrEqual(80);
    expect(await words('email')).toBeGreaterThan(100);
    expect(await words('email')).toBeLessThanOrEqual(200);
  });

  it('gives rows of a table with their headings', async () => {
    const plans = passage(
      'plans',
      'Plans',
      '| Plan | Monthly | Projects |\n|---|---|---|\n| Starter | 6 EUR | 10 |\n| Team | 11 EUR | unlimited |',
    );
    expect((await textOf(['How many projects has the Starter plan?'], [plans]))[0]).toBe(
      'Starter: Monthly 6 EUR, Projects 10',
    );
  });
});
