import type { ClassifyRequest, Question } from '../domain/language-model.ts';
import type { MessageId } from '../domain/identifiers.ts';
import { sentencesOf } from '../domain/sentences.ts';
import { primaryLanguage, wordsOf } from '../domain/words.ts';
import { clausesOf } from './clauses.ts';
import { type Sentence, begins, contains, readSentence, subjectWeight } from './sentence-kind.ts';
import { turnWords } from './turn-words.ts';

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
      case 'failed':
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

/**
 * A short answer to what the teammate asked: "order 4471", "yes, it still fails". That what the
 * teammate asked for did not help is none.
 */
const answersTeammate = (
  sentences: readonly Sentence[],
  asked: boolean,
  language: string,
): boolean =>
  asked &&
  !sentences.some(({ kind, adds }) => kind === 'question' || adds) &&
  !(
    sentences[0]?.kind === 'failed' &&
    !begins(wordsOf(sentences[0].text), turnWords(language).acceptances)
  );

/** Out of office, or a machine that thanks for a message; nobody asks anything. */
const isAbsence = (text: string, language: string): boolean =>
  !/[?？]/.test(text) && contains(wordsOf(text), turnWords(language).absences);

/** A message by what it asks, or, when it asks nothing, by what it tells. */
type Reading = {
  readonly messageId: MessageId;
  readonly asks: readonly string[];
  readonly tells: string;
};

function readMessage(
  { id: messageId, text }: ClassifyRequest['messages'][number],
  language: string,
  asked: boolean,
): Reading {
  if (isAbsence(text, language)) return { messageId, asks: [], tells: '' };
  const sentences = sentencesOf(text)
    .flatMap((one) => clausesOf(one, language))
    .map((one) => readSentence(one, language));
  if (answersTeammate(sentences, asked, language)) return { messageId, asks: [], tells: '' };
  const parts = partsOf(sentences, language);
  const asks = parts.filter(({ kind }) => kind === 'asks').map(({ texts }) => texts.join(' '));
  const accepts = sentences.some(({ kind }) => kind === 'accepts');
  const told = parts.map(({ texts }) => texts.join(' ')).join(' ');
  return { messageId, asks, tells: asks.length > 0 || accepts ? '' : told };
}

/**
 * Messages that only name a field ("it is about our data") narrow the question beside them: the
 * one that follows, if it says too little itself, or else the one before.
 */
function narrowed(readings: readonly Reading[], language: string): Question[] {
  const questions: Question[] = [];
  let field: string[] = [];
  for (const [at, { messageId, asks, tells }] of readings.entries()) {
    if (tells !== '' && subjectWeight(tells, language) >= enoughSubject) {
      questions.push({ messageId, text: tells });
    } else if (tells !== '' && readings.slice(at).some((later) => later.asks.length > 0)) {
      field.push(tells);
    } else if (tells !== '') {
      const last = questions.pop();
      if (last) questions.push({ messageId, text: `${last.text} ${tells}` });
    }
    for (const text of asks) {
      const alone = subjectWeight(text, language) >= enoughSubject;
      questions.push({ messageId, text: alone ? text : [...field, text].join(' ') });
      field = [];
    }
  }
  return questions;
}

/** What in the turn needs an answer, in the customer's words. */
export function findQuestions(request: ClassifyRequest): Question[] {
  const language = primaryLanguage(request.language);
  const last = request.context.findLast(({ from }) => from !== 'customer');
  const asked =
    last?.from === 'teammate' && /[?？]/.test(sentencesOf(last.text).slice(-3).join(' '));
  // Who opens a conversation with a statement wants something done about it; later on only what
  // says a good deal may be a new matter.
  const least = request.context.length === 0 ? 0.5 : enoughSubject;
  const readings = request.messages
    .map((message) => readMessage(message, language, asked))
    .filter(({ asks, tells }) => asks.length > 0 || subjectWeight(tells, language) >= least);
  return readings.some(({ asks }) => asks.length > 0)
    ? narrowed(readings, language)
    : readings.map(({ messageId, tells }) => ({ messageId, text: tells }));
}
