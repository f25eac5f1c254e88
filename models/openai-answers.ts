import type {
  Classification,
  ClassifyRequest,
  Draft,
  DraftBlock,
} from '../domain/language-model.ts';
import { limits } from '../domain/limits.ts';
import type { Passage } from '../domain/passage.ts';
import { withoutAddresses } from './data-block.ts';
import type { ClassificationJson, DraftJson } from './openai-schemas.ts';
import { labelOf } from './prompts.ts';

/** The model's judgement in the product's words. */
export function classificationOf(
  json: ClassificationJson,
  { messages }: ClassifyRequest,
): Omit<Classification, 'usage'> {
  return {
    topic: json.topic,
    excludedTopic: json.excluded_topic,
    questions: json.questions.flatMap(({ message, text }) => {
      const trimmed = text.trim().slice(0, limits.messageCharacters);
      // A number that does not exist still came with a question: it belongs to the newest message.
      const asked = messages[message - 1] ?? messages.at(-1);
      return asked === undefined || trimmed === '' ? [] : [{ messageId: asked.id, text: trimmed }];
    }),
    needsAccountData: json.needs_account_data,
  };
}

/** A model that was shown no address has made one up, or repeats what a stranger planted. */
const holdsAddress = (text: string): boolean =>
  /:\/\/|\bwww\.|\b[\w-]+(?:\.[\w-]+)+\/\S/i.test(text);

/** What a model was shown instead of an address: the words before or after it are quoted still. */
const longestPart = (quote: string): string =>
  quote
    .split('[link]')
    .map((part) => part.trim())
    .reduce((longest, part) => (part.length > longest.length ? part : longest), '');

/**
 * The model's draft with passage ids for its labels. Sentences that cite a passage which was not
 * given, or hold an address, are dropped; null when no cited sentence is left. Whether passages say
 * what is quoted is for proof to find out.
 */
export function draftOf(json: DraftJson, passages: readonly Passage[]): Draft | null {
  const ids = new Map(passages.map(({ id }, at) => [labelOf(at), id]));
  const blocks = json.blocks.flatMap(({ kind, sentences }): DraftBlock[] => {
    const kept = sentences.flatMap(({ text, support }) => {
      const quotes = support.flatMap(({ source, quote }) => {
        const id = ids.get(source.replace(/[[\]\s]/g, ''));
        return id === undefined ? [] : [{ source: id, text: longestPart(quote) }];
      });
      const trimmed = text.trim();
      const sound = quotes.length === support.length && trimmed !== '' && !holdsAddress(trimmed);
      const sources = [...new Set(quotes.map(({ source }) => source))];
      return sound ? [{ text: trimmed, sources, quotes }] : [];
    });
    return kept.length > 0 ? [{ kind, sentences: kept }] : [];
  });
  const grounded = blocks.some(({ sentences }) => sentences.some((one) => one.sources.length > 0));
  if (!grounded) return null;
  const openQuestions = json.open_questions
    .map((text) => withoutAddresses(text).trim())
    .filter((text) => text !== '' && !holdsAddress(text));
  const summary = summaryOf(json, blocks);
  return { blocks, openQuestions, ...(summary === null ? {} : { summary }) };
}

const summaryCharacters = 300;

/** One line that names no number and no address that the draft lacks; else none. */
function summaryOf({ summary }: DraftJson, blocks: readonly DraftBlock[]): string | null {
  const line = summary?.replace(/\s+/g, ' ').trim() ?? '';
  const said = blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text)).join(' ');
  const numbers: readonly string[] = line.match(/\d+/g) ?? [];
  const sound =
    line !== '' &&
    line.length <= summaryCharacters &&
    !holdsAddress(line) &&
    !line.includes('@') &&
    numbers.every((number) => said.includes(number));
  return sound ? line : null;
}

/** Does it say something of which nothing may be kept? Saying nothing is an answer. */
export const saysNothingCited = (json: DraftJson, passages: readonly Passage[]): boolean =>
  json.blocks.some(({ sentences }) => sentences.length > 0) && draftOf(json, passages) === null;
