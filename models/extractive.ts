import {
  type DraftAnswer,
  type DraftBlock,
  type DraftRequest,
  type LanguageModel,
  type ModelCall,
  noUsage,
} from '../domain/language-model.ts';
import { sentencesOf } from '../domain/sentences.ts';
import { primaryLanguage } from '../domain/words.ts';
import { asksForAccountData } from './account-data.ts';
import { type Answer, findAnswer } from './answer.ts';
import { judgeTurn } from './judge-turn.ts';
import { createWasSaid } from './said-before.ts';
import type { SentenceWeights } from './sentence-score.ts';
import { readSentence, subjectStems } from './sentence-kind.ts';

/** Length of a draft in words. */
const lengths = { web: 60, email: 150, other: 60 } as const;

/** "billing", "my stats are wrong": nobody could tell which passage answers. */
function isVague(question: string, language: string): boolean {
  const subject = subjectStems(question, language);
  const asks = sentencesOf(question).some((one) => readSentence(one, language).kind === 'question');
  return subject.length < (asks ? 1 : 2);
}

/** Joins answers; a sentence or a list that two questions share is said once. */
function join(answers: readonly Answer[]): DraftBlock[] {
  const said = new Set<string>();
  const blocks = answers.flatMap((answer) => {
    const fresh = listsIn(answer.blocks).flatMap((list) => unsaid(list, said));
    for (const text of answer.blocks.flatMap(textsOf)) said.add(text);
    return fresh;
  });
  return blocks.filter((block, at) => !leadsNowhere(block, blocks[at + 1]));
}

const textsOf = ({ sentences }: DraftBlock): string[] => sentences.map(({ text }) => text);

/** Steps in a row are one list. */
function listsIn(blocks: readonly DraftBlock[]): DraftBlock[][] {
  const lists: DraftBlock[][] = [];
  for (const block of blocks) {
    const list = lists.at(-1);
    if (block.kind === 'step' && list?.[0]?.kind === 'step') list.push(block);
    else lists.push([block]);
  }
  return lists;
}

/** A list is kept whole, unless all of it was said: "Click Save." ends many a list. */
function unsaid(list: readonly DraftBlock[], said: ReadonlySet<string>): readonly DraftBlock[] {
  if (list.flatMap(textsOf).every((text) => said.has(text))) return [];
  return list.flatMap((block) => {
    if (block.kind === 'step') return [block];
    const sentences = block.sentences.filter(({ text }) => !said.has(text));
    return sentences.length === 0 ? [] : [{ ...block, sentences }];
  });
}

const leadsNowhere = ({ kind, sentences }: DraftBlock, next: DraftBlock | undefined): boolean =>
  kind === 'paragraph' && (sentences.at(-1)?.text.endsWith(':') ?? false) && next?.kind !== 'step';

async function draft(
  request: DraftRequest,
  call: ModelCall,
  weights: SentenceWeights | undefined,
): Promise<DraftAnswer> {
  const language = primaryLanguage(request.language);
  const passages = request.passages.filter(
    (passage) => passage.audience === 'public' && primaryLanguage(passage.language) === language,
  );
  const maxWords = lengths[request.channel] / Math.max(1, Math.sqrt(request.questions.length));
  const wasSaid = createWasSaid(request.context, language);
  const results: { readonly text: string; readonly answer: Answer | null }[] = [];
  for (const { text: question } of request.questions) {
    const isAnswerable = !isVague(question, language) && !asksForAccountData(question, language);
    const answer = isAnswerable
      ? await findAnswer({ question, passages, language, maxWords, wasSaid }, call, weights)
      : null;
    results.push({ text: question, answer });
  }
  const blocks = join(results.flatMap(({ answer }) => answer ?? []));
  if (blocks.length === 0) return { kind: 'not_helpful', usage: noUsage };
  const openQuestions = results.flatMap(({ text, answer }) => (answer === null ? [text] : []));
  return { kind: 'drafted', draft: { blocks, openQuestions }, usage: noUsage };
}

/**
 * The language model that needs no key and no network: it judges by words and quotes the sentences
 * of the passages that answer. It cannot invent, and it cannot translate.
 */
export const createExtractiveModel = (weights?: SentenceWeights): LanguageModel => ({
  name: 'extractive/2',
  translates: false,
  classify: async (request, call) => (await judgeTurn(request, call)).classification,
  draft: async (request, call) => draft(request, call, weights),
});
