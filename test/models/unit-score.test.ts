import { describe, expect, it } from 'vitest';
import type { Passage } from '../../domain/passage.ts';
import { scoreUnits } from '../../models/unit-score.ts';

const passage = (
  id: string,
  articleId: string,
  headingPath: readonly string[],
  text: string,
): Passage => ({
  id,
  source: 'test',
  articleId,
  title: 'Printing labels',
  headingPath,
  url: 'https://help.example/x',
  audience: 'public',
  language: 'en',
  text,
});
/** Id of the passage whose unit answers best. */
const bestOf = (question: string, passages: readonly Passage[]): string | undefined =>
  scoreUnits(question, passages, 'en').units.toSorted((a, z) => z.score - a.score)[0]?.unit.passage
    .id;

describe('the order of the retriever', () => {
  // "Paper" and "roll" stand in the second section, which was found second.
  const first = 'Labels are printed by the printer that you chose.';
  const second = 'The printer takes any paper on a roll of 40 mm.';

  it('says less about the sections of one article than about articles', () => {
    const question = 'Which paper can I put into the label printer?';
    const scores = (articleOfSecond: string) => {
      const passages = [passage('1', 'a', [], first), passage('2', articleOfSecond, [], second)];
      const [one, two] = scoreUnits(question, passages, 'en').units;
      return (two?.score ?? 0) - (one?.score ?? 0);
    };
    expect(scores('a')).toBeGreaterThan(scores('b'));
  });
});

describe('a section about trouble', () => {
  const plain = passage('plain', 'a', ['Labels glow'], 'Labels are printed by the label printer.');
  const trouble = passage(
    'trouble',
    'a',
    ['Labels fail'],
    'Labels are printed by the label printer.',
  );

  it('answers who has some, though it was found later', () => {
    const question = 'The printer does not work, my labels are broken.';
    expect(bestOf(question, [plain, trouble])).toBe('trouble');
  });

  it('does not answer who has none, though it was found first', () => {
    expect(bestOf('Which printer prints labels?', [trouble, plain])).toBe('plain');
  });
});

describe('other words for the same thing', () => {
  it.each([
    ['What happens to my vacation?', 'Time off is granted by your manager.'],
    ['Can hours be carried over?', 'Unused budgets roll over at the end of the quarter.'],
    ['My laptop is lost.', 'Report a stolen device to the administrator.'],
    ['Does it run offline?', 'Changes are sent as soon as the app is online again.'],
    ['Which credit cards do you take?', 'Every card with a chip is accepted.'],
  ])('%s', (question, text) => {
    const other = 'Every label needs a name of its own before it is printed.';
    const passages = [passage('other', 'a', [], other), passage('right', 'a', [], text)];
    expect(bestOf(question, passages)).toBe('right');
  });
});
