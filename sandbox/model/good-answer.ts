import { z } from 'zod';
import type { ModelRequest } from './script.ts';

const passage = z.object({ id: z.string(), title: z.string(), text: z.string() });
const message = z.object({ message: z.number(), text: z.string() });
const question = z.object({ text: z.string() });
const named = z.object({ name: z.string() });

/** Rows of a data block of the prompt. */
function rows<Row extends z.ZodType>(prompt: string, block: string, row: Row): z.output<Row>[] {
  const inside = new RegExp(`<data name="${block}">\\n([\\s\\S]*?)\\n?</data>`).exec(prompt)?.[1];
  return (inside ?? '').split('\n').flatMap((line) => {
    if (line === '') return [];
    const parsed = row.safeParse(JSON.parse(line));
    return parsed.success ? [parsed.data] : [];
  });
}

const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.slice(0, 6));

const overlap = (text: string, words: ReadonlySet<string>): number =>
  new Set(wordsOf(text).filter((word) => words.has(word))).size;

const namedIn = (names: readonly { name: string }[], text: string): string | null => {
  const said = new Set(wordsOf(text));
  const found = names.find(({ name }) => {
    const words = wordsOf(name);
    return words.length > 0 && words.every((word) => said.has(word));
  });
  return found?.name ?? null;
};

function classification(prompt: string): unknown {
  const turn = rows(prompt, 'turn', message);
  const text = turn.map((one) => one.text).join(' ');
  const asks = (words: string): boolean =>
    words.includes('?') || (wordsOf(words).length >= 3 && !/^(?:thanks|thank you|ok)/i.test(words));
  return {
    questions: turn.filter((one) => asks(one.text)).slice(0, 6),
    topic: namedIn(rows(prompt, 'topics', named), text),
    excluded_topic: namedIn(rows(prompt, 'excluded_topics', named), text),
    needs_account_data: false,
  };
}

const firstSentences = (text: string): string[] =>
  (text.match(/[^.!?\n]+[.!?]?/g) ?? [])
    .map((sentence) => sentence.replace(/^[#\s*\d.-]+/, '').trim())
    .filter((sentence) => wordsOf(sentence).length >= 2)
    .slice(0, 2);

function draft(prompt: string): unknown {
  const passages = rows(prompt, 'passages', passage);
  const open: string[] = [];
  const used = new Set<string>();
  const blocks = rows(prompt, 'questions', question).flatMap(({ text }) => {
    const words = new Set(wordsOf(text));
    const scored = passages
      .map((one) => ({ one, score: overlap(`${one.title} ${one.text}`, words) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score);
    const best = scored[0]?.one;
    if (best === undefined) open.push(text);
    if (best === undefined || used.has(best.id)) return [];
    used.add(best.id);
    const sentences = firstSentences(best.text).map((said) => ({
      text: said,
      support: [{ source: best.id, quote: said }],
    }));
    return [{ kind: 'paragraph', sentences }];
  });
  return { blocks, open_questions: open.slice(0, 5), summary: null };
}

/** What a diligent model would answer: always the same to the same request. */
export const goodAnswer = (request: ModelRequest): unknown =>
  request.form === 'classification' ? classification(request.prompt) : draft(request.prompt);

/** A draft that cites a passage which was not given. */
export const inventedAnswer: unknown = {
  blocks: [
    {
      kind: 'paragraph',
      sentences: [
        {
          text: 'You can pay with seashells.',
          support: [{ source: 'S99', quote: 'pay with seashells' }],
        },
      ],
    },
  ],
  open_questions: [],
  summary: null,
};
