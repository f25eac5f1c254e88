import { describe, expect, it } from 'vitest';
import { named, readSets } from '../../evaluation/sets/folder.ts';
import { doc, folderOf } from './folders.ts';

const docs = [doc('a', 'Bread is baked.'), doc('b', 'Tea is brewed.')];

async function questionsOf(data: string, suite: 'retrieval' | 'answerable') {
  const read = await readSets(data, suite);
  return read.suite === 'topics' ? [] : read.sets;
}

async function topicsOf(data: string) {
  const read = await readSets(data, 'topics');
  return read.suite === 'topics' ? read.sets : [];
}

describe('sets of questions', () => {
  it('of queries, turns and tasks', async () => {
    const history = [{ role: 'user', text: 'Hello' }];
    const data = await folderOf({
      'help/docs.jsonl': docs,
      'help/queries.jsonl': [
        { id: 'q', text: 'Bread?', gold: ['a'], reference_answer: null },
        { id: 'r', text: 'Jam?', gold: ['a'], answerable: false, reference_answer: 'Jam.' },
      ],
      'hotels/docs.jsonl': [doc('a', 'Yes.', { entity: 'INN' })],
      'hotels/turns.jsonl': [{ id: 't', text: 'Pets?', history, kind: 'faq', gold: ['a'] }],
      'bank/docs.jsonl': docs,
      'bank/tasks.jsonl': [
        { id: '1', opening: 'Tea, please', scenario: '', required_documents: ['b'] },
        { id: '2', opening: null, scenario: '', required_documents: ['b'] },
      ],
      'drafts/docs.jsonl': docs,
      'drafts/drafts.jsonl': [],
    });
    const [bank, help, hotels, ...others] = await questionsOf(data, 'retrieval');
    expect(others).toEqual([]);
    expect(bank?.questions.map(({ id, text, gold }) => [id, text, gold])).toEqual([
      ['1', 'Tea, please', ['b']],
    ]);
    expect(help?.questions[0]).toMatchObject({ text: 'Bread?', history: [], gold: ['a'] });
    expect(help?.questions[0]).not.toHaveProperty('referenceAnswer');
    expect(help?.questions[1]).toMatchObject({
      ...{ gold: [], isAnswerable: false, referenceAnswer: 'Jam.' },
    });
    expect(hotels?.questions[0]?.history).toEqual(history);
    expect(hotels?.articles[0]?.entity).toBe('INN');
  });

  it('by judgements where there are any, and by the contexts of the answers', async () => {
    const data = await folderOf({
      'talks/docs.jsonl': docs,
      'talks/queries.jsonl': [
        { id: 'q', text: 'Bread?', answerability: 'ANSWERABLE', contexts: ['a', 'b'] },
        { id: 'r', text: 'Tea?', answerability: 'UNANSWERABLE', contexts: [] },
        { id: 's', text: 'That?', answerability: 'UNDERSPECIFIED', contexts: ['a'] },
      ],
      'talks/qrels_cloud.jsonl': [
        { qid: 'q', did: 'a', rel: 1 },
        { qid: 'q', did: 'b', rel: 0 },
      ],
    });
    const sets = await questionsOf(data, 'retrieval');
    expect(sets.map(({ name, questions }) => [name, questions.map(({ gold }) => gold)])).toEqual([
      ['talks', [['a'], [], []]],
      ['talks/contexts', [['a', 'b'], [], ['a']]],
    ]);
    const [answerable, ...others] = await questionsOf(data, 'answerable');
    expect(others).toEqual([]);
    expect(answerable?.questions.map(({ isAnswerable }) => isAnswerable)).toEqual([
      true,
      false,
      null,
    ]);
  });
});

describe('sets of topics', () => {
  const row = (text: string, intent: string, oos?: boolean) => ({ id: text, text, intent, oos });

  it('of one folder, and of a folder with several bots', async () => {
    const data = await folderOf({
      'bank/train_10shot.jsonl': [row('card', 'cards')],
      'rooms/train_10shot.jsonl': [row('card', 'cards')],
      'rooms/val.jsonl': [row('my card', 'cards', false), row('hm', 'oos', true)],
      'bots/x_train.jsonl': [row('bed', 'beds')],
      'bots/x_test.jsonl': [row('a bed', 'beds', false), row('hm', 'NO_NODES', true)],
      'bots/y_train.jsonl': [row('game', 'games')],
      'bots/y_test.jsonl': [row('a game', 'games')],
    });
    const sets = await topicsOf(data);
    expect(sets.map(({ name, asked }) => [name, asked.map(({ topic }) => topic)])).toEqual([
      ['bank', []],
      ['bots/x', ['beds', null]],
      ['bots/y', ['games']],
      ['rooms', ['cards', null]],
    ]);
    expect(named(sets, 'bots').map(({ name }) => name)).toEqual(['bots/x', 'bots/y']);
    expect(named(sets, 'y').map(({ name }) => name)).toEqual(['bots/y']);
    expect(() => named(sets, 'moon')).toThrow(
      'There is no set moon for this; there is bank, bots/x, bots/y, rooms.',
    );
  });
});

describe('what is not as expected', () => {
  it('a folder without sets, and none at all', async () => {
    const data = await folderOf({ 'notes/readme.txt': 'hello' });
    await expect(readSets(data, 'retrieval')).rejects.toThrow(
      `${data} holds no set for retrieval.`,
    );
    await expect(readSets(`${data}/gone`, 'topics')).rejects.toThrow('There is no folder');
  });

  it.each([
    ['no JSON', '{"id":', 'queries.jsonl:1 is not as expected: it is no JSON.'],
    [
      'a field that is missing',
      [{ id: 'q', gold: ['a'] }],
      'queries.jsonl:1 is not as expected: text',
    ],
    ['an article that is not there', [{ id: 'q', text: 'x', gold: ['z'] }], 'names article z'],
    ['no rows', '\n', 'queries.jsonl has no rows.'],
  ])('%s', async (_name, rows, words) => {
    const data = await folderOf({ 'help/docs.jsonl': docs, 'help/queries.jsonl': rows });
    await expect(readSets(data, 'retrieval')).rejects.toThrow(words);
  });
});
