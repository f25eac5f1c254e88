import type { Draft, DraftSentence, Question } from './language-model.ts';
import { type Passage, type Retrieval, articleKeyOf } from './passage.ts';
import { isEveryday } from './everyday-words.ts';
import { synonymsOf, synonymWeight } from './vocabulary.ts';
import { sentencesOf } from './sentences.ts';
import { contentStems } from './words.ts';

/** What speaks for and against a draft; every feature is 0..1 and good when it is high. */
export type Evidence = {
  /** Best score of a cited passage, as a share of what a perfect match would have. */
  readonly score: number;
  /** Share of the question's weight that the best cited passage covers, by the whole knowledge. */
  readonly coverage: number;
  /** How far the best passage stands out from those of other articles. */
  readonly margin: number;
  /** Whether the draft cites what was found first: 1 / rank of the first cited passage. */
  readonly agreement: number;
  /** Share of the question's weight in the draft's own words and its sources' headings. */
  readonly answerCoverage: number;
  /** Share of the question's weight in the titles and headings of the draft's sources. */
  readonly about: number;
  /** Share of the questions that have an answer in the draft. */
  readonly answered: number;
  /** Share of the words of the draft's factual sentences that stand in their sources. */
  readonly support: number;
  /** Share of the names in the questions (capitals, digits) that the sources have; 1 without any. */
  readonly named: number;
  /** Share of neighbouring words of the questions that stand together in a sentence of the sources. */
  readonly together: number;
};

export type EvidenceRequest = {
  readonly questions: readonly Question[];
  readonly retrieval: Pick<Retrieval, 'passages'>;
  readonly draft: Draft;
  /** What the draft was made from. */
  readonly passages: readonly Passage[];
  /** ISO 639-1 of the customer's words. */
  readonly language: string;
};

const weightOf = (one: string): number => (isEveryday(one) ? 0.5 : 1);

function shareIn(one: string, stems: ReadonlySet<string>): number {
  if (stems.has(one)) return 1;
  return [...synonymsOf(one)].some((other) => stems.has(other)) ? synonymWeight : 0;
}

/** Weighted share of the stems that a text has, synonyms counting less. */
function covered(
  stems: Iterable<string>,
  text: ReadonlySet<string>,
  weigh: (one: string) => number,
): number {
  let all = 0;
  let found = 0;
  for (const one of stems) {
    all += weigh(one);
    found += weigh(one) * shareIn(one, text);
  }
  return all === 0 ? 0 : found / all;
}

const sentencesOfDraft = (draft: Draft): DraftSentence[] =>
  draft.blocks.flatMap(({ sentences }) => sentences);

function supportOf(draft: Draft, passages: readonly Passage[], language: string): number {
  const byId = new Map(passages.map((passage) => [passage.id, passage] as const));
  const factual = sentencesOfDraft(draft).filter(({ sources }) => sources.length > 0);
  const shares = factual.map(({ text, sources }) => {
    const cited = sources.flatMap((id) => byId.get(id) ?? []);
    const source = cited
      .map((it) => `${it.title} ${it.headingPath.join(' ')} ${it.text}`)
      .join(' ');
    const stems = new Set(contentStems(text, language));
    return stems.size === 0 ? 1 : covered(stems, new Set(contentStems(source, language)), () => 1);
  });
  return shares.length === 0 ? 0 : shares.reduce((sum, one) => sum + one, 0) / shares.length;
}

/** Words that look like names: capitals inside a sentence, capitals or digits inside a word. */
function namesIn(text: string, language: string): string[] {
  const inner = text.match(
    /(?<=[\p{L}\p{N},;:)]\s)\p{Lu}[\p{L}\p{N}]+|\p{L}*\p{Ll}\p{Lu}\p{L}*|\b\p{Lu}{2,}\b|\p{L}*\p{N}\p{L}+/gu,
  );
  return contentStems((inner ?? []).join(' '), language).filter((one) => !isEveryday(one));
}

/** Of each two neighbouring words: do both stand in one sentence, or its headings? */
function togetherIn(
  questions: readonly Question[],
  sources: readonly Passage[],
  language: string,
): number {
  const sentences = sources.flatMap((it) => {
    const heading = contentStems(`${it.title} ${it.headingPath.join(' ')}`, language);
    return sentencesOf(it.text).map((one) => new Set([...heading, ...contentStems(one, language)]));
  });
  let pairs = 0;
  let found = 0;
  for (const { text } of questions) {
    const stems = contentStems(text, language);
    for (let at = 0; at + 1 < stems.length; at += 1) {
      const [one = '', other = ''] = stems.slice(at, at + 2);
      pairs += 1;
      found += Math.max(0, ...sentences.map((it) => shareIn(one, it) * shareIn(other, it)));
    }
  }
  return pairs === 0 ? 0.5 : found / pairs;
}

/** Collects the evidence for a draft from what was found and what was written. */
export function evidenceOf(request: EvidenceRequest): Evidence {
  const { questions, retrieval, draft, passages, language } = request;
  const sentences = sentencesOfDraft(draft);
  const cited = new Set(sentences.flatMap(({ sources }) => sources));
  const offered = new Set(passages.map(({ id }) => id));
  const ranked = retrieval.passages.filter(({ passage }) => offered.has(passage.id));
  const ofDraft = ranked.filter(({ passage }) => cited.has(passage.id));
  const sources = passages.filter(({ id }) => cited.has(id));

  const articles = new Set(sources.map(articleKeyOf));
  const top = Math.max(0, ...ofDraft.map(({ score }) => score));
  const rivals = ranked.filter(({ passage }) => !articles.has(articleKeyOf(passage))).slice(0, 5);
  const rivalMean = rivals.reduce((sum, { score }) => sum + score, 0) / Math.max(1, rivals.length);
  const rank = ranked.findIndex(({ passage }) => cited.has(passage.id));

  const stems = new Set(questions.flatMap(({ text }) => contentStems(text, language)));
  const headings = sources.map((it) => `${it.title} ${it.headingPath.join(' ')}`);
  const words = [...sentences.map(({ text }) => text), ...headings].join(' ');
  const names = questions.flatMap(({ text }) => namesIn(text, language));
  const sourceWords = new Set(
    sources.flatMap((it) =>
      contentStems(`${it.title} ${it.headingPath.join(' ')} ${it.text}`, language),
    ),
  );
  return {
    score: Math.min(1, top),
    coverage: Math.max(0, ...ofDraft.map(({ coverage }) => coverage)),
    margin: top === 0 ? 0 : Math.max(0, (top - rivalMean) / top),
    agreement: rank < 0 ? 0 : 1 / (rank + 1),
    answerCoverage: covered(stems, new Set(contentStems(words, language)), weightOf),
    about: covered(stems, new Set(contentStems(headings.join(' '), language)), weightOf),
    answered: 1 - draft.openQuestions.length / Math.max(1, questions.length),
    support: supportOf(draft, passages, language),
    named: names.length === 0 ? 1 : covered(names, sourceWords, () => 1),
    together: togetherIn(questions, sources, language),
  };
}
