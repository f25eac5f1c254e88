import { describe, expect, it, vi } from 'vitest';
import type { Decided } from '../../app/preview/decide-all.ts';
import type { PreviewResult } from '../../app/preview/preview.ts';
import { previewCommand, previewJson } from '../../cli/preview.ts';
import { previewReport } from '../../cli/preview-report.ts';
import { table } from '../../cli/table.ts';

const decided: Decided = {
  ...{ messageId: 'source-1', createdAtMs: 0, channel: 'web', topic: null },
  ...{ message: 'How do I export?', outcome: { kind: 'suggested' }, confidence: 0.81 },
  draft: {
    blocks: [
      { kind: 'paragraph', sentences: [{ text: 'Like this:', sources: ['a'] }] },
      { kind: 'step', sentences: [{ text: 'Open the settings.', sources: ['a'] }] },
    ],
    openQuestions: ['and how do I import?'],
  },
  sources: [{ title: 'Export', url: 'https://help.example/export' }],
  answer: { text: 'In the settings.', createdAtMs: 60_000 },
};
const url = 'https://inbox.example';
const result: PreviewResult = {
  workspace: { appId: 'w', name: null },
  ...{ articles: 1, seconds: 3.4 },
  conversations: [
    { conversationId: '7', url, decided },
    {
      ...{ conversationId: '8', url },
      decided: {
        ...{ ...decided, message: '', draft: null, sources: [], confidence: null, answer: null },
        outcome: { kind: 'quiet', reason: 'nothing_readable' },
      },
    },
    { conversationId: '9', url, decided: null },
  ],
};

describe('the report of a preview', () => {
  it('is a table, each conversation, and what it comes to', () => {
    const report = previewReport(result);
    const overview = table(
      ['conversation', 'outcome', 'confidence', 'sources', 'message'],
      [
        ['7', 'draft', '0.81', '1', 'How do I export?'],
        ['8', 'nothing_readable', '', '0', '(only images or files)'],
        ['9', 'no customer message', '', '', ''],
      ],
    );
    expect(report.startsWith(overview)).toBe(true);
    expect(report).toContain(
      [
        ...['── 7  1970-01-01 00:00 UTC, web  https://inbox.example', 'Customer:'],
        ...['  How do I export?', 'Draft (confidence 0.81, high):', '  Like this:'],
        ...['  - Open the settings.', '  not covered: and how do I import?', 'Sources:'],
        ...['  - Export  https://help.example/export'],
        ...['What your team answered (1970-01-01 00:01 UTC):', '  In the settings.'],
      ].join('\n'),
    );
    expect(report).toContain('No note, nothing_readable: The message holds only images');
    expect(report).toContain('Nobody of your team has answered it in public.');
    expect(report).toContain('No customer has written in this conversation.');
    expect(report.split('\n').at(-1)).toBe(
      'Of 3 conversations: 1 draft, 1 quiet (1 nothing_readable), 1 without a customer message. 1 article, 3 seconds. Nothing was written to Intercom, and nothing of this is kept.',
    );
  });

  it('cuts what is long, and prints nothing that a terminal would obey', () => {
    const [one] = result.conversations;
    const message = `\u001B]0;title\u0007\u009B2J${'long '.repeat(1_000)}`;
    const conversations = one ? [{ ...one, decided: { ...decided, message } }] : [];
    const report = previewReport({ ...result, conversations });
    expect(report).toContain(']0;title2Jlong');
    expect(report).not.toMatch(/[\u001B\u0007\u009B]/);
    expect(report.length).toBeLessThan(2_500);
  });

  it('tells programs the same in one object', () => {
    expect(JSON.parse(JSON.stringify(previewJson(result)))).toMatchObject({
      ...{ workspace: { appId: 'w' }, articles: 1 },
      conversations: [
        {
          decided: {
            ...{ outcome: 'suggested', reason: null, sentence: null },
            draft: 'Like this:\n- Open the settings.',
            openQuestions: ['and how do I import?'],
          },
        },
        { decided: { outcome: 'quiet', reason: 'nothing_readable', draft: null } },
        { decided: null },
      ],
    });
  });
});

describe('the command', () => {
  const run = (args: readonly string[]) =>
    previewCommand
      .exitOverride()
      .configureOutput({ writeErr: () => undefined })
      .parseAsync(args, { from: 'user' });

  it('names what a model needs', async () => {
    vi.stubEnv('OPENAI_API_KEY', '');
    vi.stubEnv('OPENAI_BASE_URL', '');
    await expect(run(['--use-openai'])).rejects.toThrow('name OPENAI_API_KEY');
    vi.unstubAllEnvs();
  });

  it.each([
    [['--last', '0'], 'use a whole number from 1 to 50'],
    [['--last', '51'], 'use a whole number from 1 to 50'],
    [['--last', 'all'], 'use a whole number from 1 to 50'],
    [['--last', '3', '--conversation', '1'], 'not both'],
  ])('refuses %j', async (args, words) => {
    await expect(run(args)).rejects.toThrow(words);
  });
});
