import { describe, expect, it } from 'vitest';
import type { ContextMessage, Draft, ModelCall } from '../../domain/language-model.ts';
import type { Passage } from '../../domain/passage.ts';
import { createExtractiveModel } from '../../models/extractive.ts';

const passage = (articleId: string, text: string, number = 1): Passage => ({
  ...{ id: `test/${articleId}#-${number}`, source: 'test', articleId, title: articleId },
  ...{ headingPath: [], url: null, audience: 'public', language: 'en', text },
});
const draftOf = async (
  questions: readonly string[],
  passages: readonly Passage[],
  context: readonly ContextMessage[] = [],
  call: Partial<ModelCall> = {},
): Promise<Draft | null> => {
  const answer = await createExtractiveModel().draft(
    {
      questions: questions.map((text) => ({ messageId: 'part-1', text })),
      ...{ context, passages, channel: 'web', language: 'en', instructions: [] },
      unseen: { images: 0, files: 0 },
    },
    { signal: new AbortController().signal, ...call },
  );
  return answer.kind === 'drafted' ? answer.draft : null;
};
const sentencesOf = (draft: Draft | null): string[] =>
  draft?.blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text)) ?? [];

const printer = passage(
  'Printer',
  'To connect the printer:\n\n1. Turn the printer on.\n2. Hold the blue button.\n3. Choose the printer in the app.',
);
const cable = passage('Cable', 'A printer without radio is connected by a cable to the hub.');
const paper = passage(
  'Paper',
  'The printer takes paper rolls of 40 mm. Rolls are sold by the box.',
);

describe('the sentences of a draft', () => {
  it('come from more than one article where both answer', async () => {
    const said = sentencesOf(await draftOf(['How is the printer connected?'], [printer, cable]));
    expect(said).toContain('Hold the blue button.');
    expect(said).toContain('A printer without radio is connected by a cable to the hub.');
  });

  it('are the steps whole with their lead, also beyond the length', async () => {
    const many = Array.from({ length: 12 }, (_, at) => `${at + 1}. Press the printer key K${at}.`);
    const long = passage('Printer', `To connect the printer:\n\n${many.join('\n')}`);
    const said = sentencesOf(await draftOf(['How do I connect the printer?'], [long]));
    expect(said[0]).toBe('To connect the printer:');
    expect(said).toHaveLength(13);
  });

  it('never lean back on what is not there', async () => {
    const filler = Array.from({ length: 12 }, (_, at) => `Rolls of kind ${at} are in the box.`);
    const text = `${filler.join(' ')} The printer warns by a red light. It means that the printer has no paper.`;
    const said = sentencesOf(
      await draftOf(['What does it mean that the printer has no paper?'], [passage('Light', text)]),
    );
    const at = said.indexOf('It means that the printer has no paper.');
    expect(at).toBeGreaterThan(0);
    expect(said[at - 1]).toBe('The printer warns by a red light.');
  });

  it('answer each question, and what two share is said once', async () => {
    const draft = await draftOf(
      ['How is the printer connected?', 'Which paper rolls does the printer take?'],
      [printer, paper],
    );
    const said = sentencesOf(draft);
    expect(said).toContain('Hold the blue button.');
    expect(said).toContain('The printer takes paper rolls of 40 mm.');
    expect(new Set(said).size).toBe(said.length);
    expect(draft?.openQuestions).toEqual([]);
  });

  it('quote the cells of a table', async () => {
    const plans = passage(
      'Plans',
      '| Plan | Price |\n|---|---|\n| Team | 9 EUR |\n| Solo | 4 EUR |',
    );
    const draft = await draftOf(['What is the price of the Team plan?'], [plans]);
    expect(draft?.blocks[0]?.sentences[0]).toEqual({
      text: 'Team: Price 9 EUR',
      sources: ['test/Plans#-1'],
      quotes: ['Team', 'Price', '9 EUR'].map((text) => ({ source: 'test/Plans#-1', text })),
    });
  });
});

describe('what a teammate has said already', () => {
  const told: ContextMessage = {
    from: 'teammate',
    text: 'Hi Jo,\n\n1. Turn the printer on.\n2. Hold the blue button.\n3. Choose the printer in the app.',
  };

  it('is not offered again where another passage answers', async () => {
    const said = sentencesOf(
      await draftOf(['The printer is still not connected.'], [printer, cable], [told]),
    );
    expect(said).toEqual(['A printer without radio is connected by a cable to the hub.']);
  });

  it('leaves nothing to say where none does', async () => {
    expect(await draftOf(['How is the printer connected?'], [printer], [told])).toBeNull();
  });

  it('is offered where the customer said it', async () => {
    const own = [{ ...told, from: 'customer' as const }];
    expect(await draftOf(['How is the printer connected?'], [printer], own)).not.toBeNull();
  });
});

describe('a question in other words', () => {
  const question = 'My gadget refuses to output anything onto the sheets.';
  const vectors = (cosine: number) => async (texts: readonly string[]) =>
    texts.map((text) =>
      Float32Array.from(text === question ? [1, 0] : [cosine, Math.sqrt(1 - cosine ** 2)]),
    );

  it('is answered where a sentence is near in meaning', async () => {
    const near = await draftOf([question], [paper], [], { textVectors: vectors(0.9) });
    expect(sentencesOf(near)).toContain('The printer takes paper rolls of 40 mm.');
  });

  it.each([
    ['far in meaning', { textVectors: vectors(0.3) }],
    ['words only', {}],
    ['no vectors now', { textVectors: async () => null }],
  ])('is not answered: %s', async (_, call) => {
    expect(await draftOf([question], [paper], [], call)).toBeNull();
  });
});
