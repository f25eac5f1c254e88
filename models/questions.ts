import type { ClassifyRequest, Question } from '../domain/language-model.ts';
import { sentencesOf } from '../domain/sentences.ts';
import { primaryLanguage } from '../domain/words.ts';
import { type Sentence, readSentence, subjectWeight } from './sentence-kind.ts';

/** Below this a question takes the sentence beside it along: "where do I do that?" */
const enoughSubject = 2.5;

type Part = { texts: string[]; kind: 'asks' | 'tells' };

/** Puts the sentences of a message together so that each question says what it is about. */
function partsOf(sentences: readonly Sentence[], language: string): Part[] {
  const parts: Part[] = [];
  for (const { text, kind, adds } of sentences) {
    const previous = parts.at(-1);
    switch (kind) {
      case 'courtesy':
      case 'nudge':
      case 'accepts':
        break;
      case 'statement':
        parts.push({ texts: [text], kind: 'tells' });
        break;
      case 'light':
        if (previous && !adds) {
          previous.texts.push(text);
          previous.kind = 'asks';
        } else parts.push({ texts: [text], kind: 'asks' });
        break;
      case 'problem':
        if (previous?.kind === 'tells' && !adds) {
          previous.texts.push(text);
          previous.kind = 'asks';
        } else if (previous?.kind === 'asks' && !adds) previous.texts.push(text);
        else parts.push({ texts: [text], kind: 'asks' });
        break;
      case 'question': {
        const alone = subjectWeight(text, language) >= enoughSubject;
        const afterProblem =
          previous?.kind === 'asks' && !previous.texts.some((it) => it.includes('?'));
        if (previous && !adds && (afterProblem || (previous.kind === 'tells' && !alone))) {
          previous.texts.push(text);
          previous.kind = 'asks';
        } else parts.push({ texts: [text], kind: 'asks' });
      }
    }
  }
  return parts;
}

/** A short answer to what the teammate asked: "order 4471", "it's the blue one, still broken". */
const answersTeammate = (sentences: readonly Sentence[], asked: boolean): boolean =>
  asked && !sentences.some(({ kind, adds }) => kind === 'question' || adds);

function questionsOf(text: string, language: string, asked: boolean, opening: boolean): string[] {
  const sentences = sentencesOf(text).map((one) => readSentence(one, language));
  if (answersTeammate(sentences, asked)) return [];
  const parts = partsOf(sentences, language);
  const asking = parts.filter(({ kind }) => kind === 'asks');
  if (asking.length > 0) return asking.map(({ texts }) => texts.join(' '));
  // Who opens a conversation with a statement wants something done about it; later on only what
  // says a good deal may be a new matter.
  const told = parts.map(({ texts }) => texts.join(' ')).join(' ');
  const accepts = sentences.some(({ kind }) => kind === 'accepts');
  const weight = subjectWeight(told, language);
  return told !== '' && !accepts && weight >= (opening ? 0.5 : enoughSubject) ? [told] : [];
}

/** What in the turn needs an answer, in the customer's words. */
export function findQuestions(request: ClassifyRequest): Question[] {
  const language = primaryLanguage(request.language);
  const last = request.context.findLast(({ from }) => from !== 'customer');
  const asked =
    last?.from === 'teammate' && /[?？]/.test(sentencesOf(last.text).slice(-3).join(' '));
  const opening = request.context.length === 0;
  return request.messages.flatMap(({ id, text }) =>
    questionsOf(text, language, asked, opening).map((question) => ({
      messageId: id,
      text: question,
    })),
  );
}
