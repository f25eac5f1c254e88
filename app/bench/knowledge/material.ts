import { sampleQuestions } from '../../../sandbox/script/questions.ts';
import { limits } from '../../../domain/limits.ts';
import type { Article, RetrieveRequest } from '../../../domain/passage.ts';
import { readSets } from '../../../evaluation/sets/folder.ts';
import { readPath } from '../../knowledge/import-knowledge.ts';
import { sampleKnowledge } from '../../knowledge/sample-knowledge.ts';

/** What the passages of the bench are varied from, and what is asked. */
export type Material = {
  readonly articles: readonly Article[];
  readonly questions: readonly RetrieveRequest[];
};

/** As the product's step asks. */
const asked = { language: 'en', limit: limits.passages } as const;
const mostOfASet = 60;

/** The sets of a folder (docs/evaluation.md: its layout) or, without one, the sample knowledge. */
export async function readMaterial(data: string | null): Promise<Material> {
  if (data === null) {
    const { articles } = await readPath(sampleKnowledge, 'bench');
    return {
      articles: articles.map((article) => ({ ...article, language: 'en' })),
      questions: sampleQuestions.map(({ message }) => ({
        ...{ questions: [message], context: [], ...asked },
      })),
    };
  }
  const read = await readSets(data, 'retrieval');
  if (read.suite === 'topics') throw new Error('A suite of questions has no topics');
  const sets = read.sets.filter(({ name }) => !name.includes('/'));
  return {
    // Without the things they are about: naming one would leave out most of the passages.
    articles: sets.flatMap(({ articles }) => articles.map(({ entity: _entity, ...rest }) => rest)),
    questions: sets.flatMap(({ questions }) =>
      questions.slice(0, mostOfASet).map(({ text, history }) => ({
        questions: [text],
        context: history.filter(({ role }) => role === 'user').map((said) => said.text),
        thread: history.map((said) => said.text),
        ...asked,
      })),
    ),
  };
}
