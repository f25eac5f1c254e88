import { join } from 'node:path';
import { expect, it } from 'vitest';
import { proveDraft } from '../../../domain/proof/prove-draft.ts';
import { readMarkdownFolder } from '../../../knowledge/sources/markdown.ts';
import { createRetriever } from '../../../knowledge/retriever.ts';
import { splitArticle } from '../../../knowledge/split.ts';
import { createExtractiveModel } from '../../../models/extractive.ts';
import { sampleQuestions } from '../../../sandbox/script/questions.ts';
import { requestOf } from './support.ts';

it('takes nothing out of what is quoted from the sample knowledge', async () => {
  const { articles } = await readMarkdownFolder(
    join(import.meta.dirname, '../../../sandbox/knowledge'),
    { source: 'sample', guessLanguage: () => 'en' },
  );
  const retriever = createRetriever(articles.flatMap(splitArticle));
  const model = createExtractiveModel();
  let drafts = 0;
  for (const { message: text } of sampleQuestions) {
    const asked = { context: [], language: 'en', limit: 12 };
    const found = (await retriever.retrieve({ ...asked, questions: [text] })).passages;
    const passages = found.map(({ passage }) => passage).filter((one) => one.audience === 'public');
    const questions = [{ messageId: 'part-1' as const, text }];
    const request = { questions, context: [], passages, channel: 'email', language: 'en' } as const;
    const answer = await model.draft(
      { ...request, instructions: [], unseen: { images: 0, files: 0 } },
      { signal: new AbortController().signal },
    );
    if (answer.kind === 'not_helpful') continue;
    drafts += 1;
    const internal = found.map(({ passage }) => passage).filter((one) => one.audience !== 'public');
    const proof = proveDraft(requestOf(answer.draft, passages, { internal, questions }));
    expect(proof.sentences.filter(({ verdict }) => verdict.kind === 'removed')).toEqual([]);
    expect(proof.draft).toEqual(answer.draft);
  }
  expect(drafts).toBeGreaterThan(10);
});
