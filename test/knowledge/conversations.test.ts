import { expect, it } from 'vitest';
import type { Entry } from '../../domain/conversation.ts';
import { articlesOfConversations } from '../../knowledge/sources/conversations.ts';
import { weightOf } from '../../knowledge/sources/small-talk.ts';
import { entry, openedAtMs, thread } from '../support/threads.ts';

const asked = 'How do I export all of my invoices?';
const answered =
  'Open Settings, choose Billing, and press Export: the file has every invoice of the last year.';
const read = (entries: readonly Entry[], rating: number | null = null, id = '500') => ({
  ...{ conversation: thread(entries, { id, state: 'closed' }), rating, url: null },
});
const articlesOf = (...reads: readonly ReturnType<typeof read>[]) =>
  articlesOfConversations(reads, { sinceMs: openedAtMs, guessLanguage: () => 'en' });
const whole = [
  entry('source-1', 'customer', 0, { text: 'Hello?' }),
  entry('part-2', 'customer', 5, { text: asked }),
  entry('part-3', 'teammate', 9, { text: 'Let me check that for you.' }),
  entry('part-4', 'teammate', 60, { text: answered }),
  entry('part-5', 'customer', 70, { text: 'Great, thank you so much for your help!' }),
  entry('part-6', 'teammate', 80, { text: "You're welcome! Have a great day and let us know." }),
];

it('joins a turn with all replies to it, and leaves out what is small talk', () => {
  const { articles, skipped } = articlesOf(read(whole));
  expect(articles).toMatchObject([
    {
      ...{ id: '500:part-3', title: asked, audience: 'internal' },
      markdown: `Question: Hello?\n${asked}\n\nAnswer: ${answered}`,
    },
  ]);
  expect(skipped).toMatchObject([{ where: 'conversation 500' }]);
});

it.each([
  [1, 0],
  [2, 0],
  [3, 1],
  [5, 1],
  [null, 1],
])('trusts an answer by its rating: %s', (rating, count) => {
  expect(articlesOf(read(whole, rating)).articles).toHaveLength(count);
});

it('keeps an answer of one short sentence', () => {
  const text = 'Open Settings, choose Features, switch it on and reload.';
  const pair = [
    entry('source-1', 'customer', 0, { text: asked }),
    entry('part-2', 'teammate', 9, { text }),
  ];
  expect(articlesOf(read(pair)).articles).toHaveLength(1);
});

it('takes nothing that was redacted, answered by a machine or in somebody else’s name', () => {
  const question = entry('source-1', 'customer', 0, { text: asked });
  const reply = (who: 'teammate' | 'ai_admin' | 'fin' | 'automation', changes = {}) =>
    articlesOf(read([question, entry('part-2', who, 9, { text: answered, ...changes })])).articles;
  expect(reply('teammate')).toHaveLength(1);
  expect(reply('ai_admin')).toEqual([]);
  expect(reply('fin')).toEqual([]);
  expect(reply('automation')).toEqual([]);
  expect(reply('teammate', { kind: 'note' })).toEqual([]);
  expect(reply('teammate', { redacted: true })).toEqual([]);
  expect(reply('teammate', { mailHeaders: { 'auto-submitted': 'auto-replied' } })).toEqual([]);
});

it('makes no Markdown or HTML of what people typed', () => {
  const text = `# Not a heading\n<b>no tag</b>\n---\n${answered}`;
  const [article] = articlesOf(
    read([
      entry('source-1', 'customer', 0, { text: asked }),
      entry('part-2', 'teammate', 9, { text }),
    ]),
  ).articles;
  expect(article?.markdown).toContain('Answer: \\# Not a heading\n\\<b>no tag</b>\n\\---\n');
});

it('tells what says something from promises and thanks, in several languages', () => {
  for (const nothing of [
    "Thanks! We'll look into it and get back to you.",
    'Danke, ich schaue mir das gleich an.',
    'Merci, nous vérifions cela.',
    'Ok.',
  ])
    expect(weightOf(nothing)).toBe(0);
  expect(weightOf(answered)).toBeGreaterThan(60);
  expect(weightOf('We are open from nine to five on all working days.')).toBeGreaterThan(30);
  expect(weightOf('設定を開いて書き出しを押すと、すべての請求書がまとまります。')).toBeGreaterThan(
    60,
  );
});
