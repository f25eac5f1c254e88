import type { Question } from '../language-model.ts';
import { negationsIn } from './polarity.ts';
import { addressesIn } from './addresses.ts';
import { namesIn } from './names.ts';
import { contentOf, tokensOf } from './tokens.ts';

/** Words that lead to an answer and say nothing by themselves, in the languages of drafts. */
const leads = `
  here how follow following step steps way ways do this work works answer question questions thank thanks reach reaching contact contacting ask asking asked
  great good happy help helping see below first then understand know information info detail details depends glad sure
  folgend folgende folgenden schritte schritt gehen vorgehen frage danke antwort hier gerne
  siguientes pasos paso pregunta gracias respuesta aqui
  suivantes etapes etape voici question merci reponse
  seguenti passaggi passaggio domanda grazie risposta ecco
  volgende stappen stap vraag bedankt antwoord
  seguintes passos pergunta obrigado obrigada resposta aqui
`;

/** A sentence that promises an answer and gives none ("Here is how:", "To export your data:"). */
export function saysNothing(
  text: string,
  questions: readonly Question[],
  language: string,
): boolean {
  const tokens = tokensOf(text);
  if (tokens.length > 24 || tokens.some(({ kind }) => kind === 'sign')) return false;
  if (addressesIn(text).length > 0 || negationsIn(tokens, language).length > 0) return false;
  const asked = new Set(questions.flatMap((one) => contentOf(tokensOf(one.text), language)));
  const own = new Set(contentOf(tokensOf(leads), language));
  const others = contentOf(tokens, language).filter((one) => !own.has(one));
  if (others.some((one) => !asked.has(one))) return false;
  // What repeats the question may only lead to an answer: "You can export your data" is one.
  if (others.length > 0 && !/[:…]\s*$/.test(text)) return false;
  return namesIn(text, language).every(({ stem }) => asked.has(stem) || own.has(stem));
}
