import { sentencesOf } from '../../domain/sentences.ts';

/** Sentences that answer nothing: thanks, promises to look, what was done for this one customer. */
const openings = [
  "thanks?|thank you|many thanks|you(?:['’]re| are) welcome|no problem|no worries|my pleasure|glad|happy to|hope (?:this|that|it) helps",
  "let (?:me|us) (?:check|look|see|ask|find|get|take)|(?:i|we)(?:['’]ll| will)|(?:i|we)(?:['’]m| am|['’]re| are) (?:looking|checking|working|investigating|on it|sorry|glad|happy)|(?:i|we)(?:['’]ve| have) (?:just )?(?:forwarded|passed|asked|escalated|refunded|checked)",
  'sorry|apologies|(?:we|i) apologi[sz]e|please bear|have a (?:nice|good|great|lovely)|is there anything|anything else|let (?:me|us) know|feel free|looking (?:into|forward)|one moment|just a moment|hold on',
  'danke|vielen dank|gern|kein problem|bitte sehr|ich (?:schaue|sehe|prüfe|kümmere|melde|frage)|wir (?:schauen|sehen|prüfen|kümmern|melden|entschuldigen)|entschuldig|tut mir leid|einen moment|schönen tag|moment bitte',
  "merci|je (?:regarde|vérifie|reviens)|nous (?:regardons|vérifions|revenons)|désolée?|bonne journée|de rien|n['’]hésitez",
  'gracias|de nada|voy a|vamos a|lo (?:reviso|revisamos)|lo siento|disculp|un momento|que tenga|grazie|prego|mi dispiace|controllo|obrigad|desculp|vou verificar|bedankt|graag gedaan|ik (?:kijk|ga)|we (?:kijken|gaan)',
].join('|');

const smallTalk = new RegExp(String.raw`^\P{L}{0,5}(?:${openings})(?!\p{L})`, 'iu');
const onlyYes =
  /^\P{L}{0,5}(?:hi|hello|hey|hallo|ok|okay|sure|great|perfect|done|yes|no|ja|nein|oui|non|sí|si)(?: there)?\P{L}{0,5}$/iu;

const widerScripts = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** How much a text says: letters outside small talk and masks; one of Chinese counts as three. */
export function weightOf(text: string): number {
  const said = sentencesOf(text)
    .filter((one) => !smallTalk.test(one) && !onlyYes.test(one))
    .join(' ')
    .replace(/\[[\p{L} -]+\]/gu, '');
  const letters = said.match(/\p{L}/gu)?.length ?? 0;
  return letters + 2 * (said.match(widerScripts)?.length ?? 0);
}

/** A reply that is more than small talk, beside the others that the same question got. */
export const isGeneral = (reply: string): boolean => weightOf(reply) > 0;
