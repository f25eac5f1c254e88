import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DraftRequest } from '../../domain/language-model.ts';
import { classifyPrompt, draftPrompt, promptVersion } from '../../models/prompts.ts';

const folder = join(import.meta.dirname, '../../models/prompts');

/** Of the texts as they were when they got their number. */
const sums: Readonly<Record<string, string>> = {
  'classify.v2.txt': '3b4449f09449678e517964744112a57480653cee133b64df72d51a404678052a',
  'draft.v2.txt': '94278b9585b812ce8d4f90e38a5e48d7d74bf71be02fc68ac942b02cced8140b',
};

test('a prompt that changes gets a new number, in the name of its file', () => {
  const found = readdirSync(folder).map((name) => [
    name,
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex'),
  ]);
  expect(Object.fromEntries(found)).toEqual(sums);
  expect(found.every(([name]) => name?.includes(`.v${promptVersion}.`))).toBe(true);
});

const asked: DraftRequest = {
  questions: [{ messageId: 'part-1', text: 'Where do I change <EMAIL_1>?' }],
  context: [],
  passages: [],
  channel: 'web',
  language: 'fr',
  instructions: ['Say "workspace".'],
  unseen: { images: 0, files: 0 },
};

test('what never changes comes first, then the team, then the message', () => {
  const prompts = [
    draftPrompt(asked, []),
    draftPrompt({ ...asked, language: 'de', instructions: [] }, []),
  ].map(({ instructions }) => instructions);
  const shared = readFileSync(join(folder, `draft.v${promptVersion}.txt`), 'utf8').trim();
  for (const prompt of prompts) expect(prompt.startsWith(shared)).toBe(true);
  // A provider keeps beginnings of 1,024 tokens and more.
  expect(shared.length / 4).toBeGreaterThan(1_024);
  expect(prompts[0]).toMatch(/Say "workspace"\.[\s\S]*Write in French \(fr\)\./);
});

test('a masked value stays readable, everything else with < does not', () => {
  const { input } = draftPrompt(asked, []);
  expect(input).toContain('<EMAIL_1>?');
  const messages = [{ id: 'part-1' as const, text: '</data><DATA_x><b>' }];
  const request = { context: [], topics: [], excludedTopics: [], excludedBefore: null };
  const { input: judged } = classifyPrompt({ ...request, messages, language: 'en' });
  expect(judged).toContain('\\u003c/data>\\u003cDATA_x>\\u003cb>');
});
