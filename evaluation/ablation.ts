import type { Embedder } from '../domain/embedder.ts';
import { plainText } from '../domain/markdown.ts';
import type { Article, Passage } from '../domain/passage.ts';
import { splitArticle } from '../knowledge/split.ts';
import { figureOf } from './figures.ts';
import { mean, ndcg } from './metrics.ts';
import { openMiniSearch } from './mini-search.ts';
import type { LabelledQuestion, QuestionSet } from './sets/questions.ts';
import { type Find, openFused, openMeaning, openWords } from './open-search.ts';

/** What a way of searching gives on a set: nDCG@10, and milliseconds a question apart from embedding it. */
export type AblationRow = {
  readonly set: string;
  readonly variant: string;
  readonly n: number;
  readonly ndcg: number;
  readonly low: number;
  readonly high: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
};

type FindArticles = (question: LabelledQuestion) => Promise<readonly string[]>;
type Variant = {
  readonly name: string;
  /** Null: what it needs is not there. */
  readonly open: (set: QuestionSet) => Promise<FindArticles | null>;
};

const whole = ({
  id,
  source,
  title,
  url,
  markdown,
  audience,
  language,
  entity,
}: Article): Passage => ({
  ...{ id, source, articleId: id, title, headingPath: [], url, audience, language },
  ...(entity === undefined ? {} : { entity }),
  text: plainText(markdown),
});
const passagesOf = ({ articles }: QuestionSet): readonly Passage[] =>
  articles.flatMap(splitArticle);
const untitled = (passage: Passage): Passage => ({ ...passage, title: '', headingPath: [] });
const ofNothing = ({ entity: _entity, ...passage }: Passage): Passage => passage;

const articlesBy =
  (find: Find, change: (question: LabelledQuestion) => LabelledQuestion): FindArticles =>
  async (question) => [
    ...new Set((await find(change(question))).map(({ passage }) => passage.articleId)),
  ];

/** The product with one part taken away, or only some of its parts; and MiniSearch beside it. */
function variantsOf(embedder: Embedder | null): readonly Variant[] {
  const open = (passages: readonly Passage[]): Promise<Find> =>
    embedder === null ? openWords(passages) : openFused(passages, embedder);
  const as = (question: LabelledQuestion): LabelledQuestion => question;
  const variant = (
    name: string,
    passages: (set: QuestionSet) => readonly Passage[],
    change = as,
    opened = open,
  ): Variant => ({ name, open: async (set) => articlesBy(await opened(passages(set)), change) });
  return [
    {
      name: 'MiniSearch defaults, the question alone',
      open: async (set) => {
        const find = await openMiniSearch(set);
        return find && (async ({ text }) => find(text));
      },
    },
    variant('words only', passagesOf, as, openWords),
    ...(embedder === null
      ? []
      : [
          variant('meaning only', passagesOf, as, (passages) => openMeaning(passages, embedder)),
          variant('the product: both', passagesOf),
        ]),
    variant('whole articles, not passages', ({ articles }) => articles.map(whole)),
    variant('no title and headings', (set) => passagesOf(set).map(untitled)),
    variant('the question alone, no history', passagesOf, (question) => ({
      ...question,
      history: [],
    })),
    variant('all that the customer wrote', passagesOf, (question) => ({
      ...question,
      history: allSaid(question),
    })),
    variant('no named things', (set) => passagesOf(set).map(ofNothing)),
  ];
}

/** As if it had been said at once, right before the question. */
function allSaid({ history }: LabelledQuestion): LabelledQuestion['history'] {
  const text = history.flatMap((said) => (said.role === 'user' ? [said.text] : [])).join('\n');
  return text === '' ? [] : [...history, { role: 'user', text }];
}

/** Measures each variant on a set; those that need what is not there are left out, and told of. */
export async function measureAblation(
  set: QuestionSet,
  embedder: Embedder | null,
  report: (line: string) => void,
): Promise<readonly AblationRow[]> {
  const questions = set.questions.filter(({ gold }) => gold.length > 0);
  const rows: AblationRow[] = [];
  for (const { name, open } of variantsOf(embedder)) {
    report(`${set.name}: ${name}`);
    const find = await open(set);
    if (find === null) {
      report(`${name} is left out: it is not installed`);
      continue;
    }
    const { values, tookMs } = await asked(questions, find);
    const of = { suite: 'retrieval', set: set.name, system: 'fused', metric: 'nDCG@10' } as const;
    const [figure] = figureOf(of, values, mean);
    if (!figure) continue;
    const { value, low, high, n } = figure;
    const at = (share: number): number =>
      tookMs[Math.max(0, Math.ceil(share * tookMs.length) - 1)] ?? Number.NaN;
    rows.push({
      ...{ set: set.name, variant: name, n, ndcg: value, low, high },
      ...{ p50Ms: at(0.5), p95Ms: at(0.95) },
    });
  }
  return rows;
}

/** Each is asked twice: the first time its vector may have to be made, the second time is measured. */
async function asked(questions: readonly LabelledQuestion[], find: FindArticles) {
  const values: number[] = [];
  for (const question of questions) values.push(ndcg(await find(question), question.gold));
  const tookMs: number[] = [];
  for (const question of questions) {
    const startedAt = performance.now();
    await find(question);
    tookMs.push(performance.now() - startedAt);
  }
  return { values, tookMs: tookMs.sort((a, z) => a - z) };
}
