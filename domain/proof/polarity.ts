import { stopWords } from '../stop-words.ts';
import { primaryLanguage } from '../words.ts';
import type { Token } from './tokens.ts';

/** Words that turn a statement round, as they are compared: lower case, no accents and apostrophes. */
const negations: Readonly<Record<string, string>> = {
  en: `not no never none nobody nothing nowhere neither nor cannot cant wont dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt
    shouldnt wouldnt couldnt mustnt neednt without unable impossible unavailable unsupported disallowed prohibited forbidden hardly aint`,
  de: `nicht kein keine keinen keinem keiner keines nie niemals nichts niemand nirgends weder ohne unmoglich ausgeschlossen verboten`,
  es: `no ni nunca jamas nada nadie ningun ninguno ninguna tampoco sin imposible prohibido`,
  fr: `ne n pas jamais rien personne aucun aucune ni sans impossible interdit plus`,
  it: `non ne mai niente nulla nessun nessuno nessuna neanche senza impossibile vietato`,
  nl: `niet geen nooit niets niemand nergens noch zonder onmogelijk verboden`,
  pt: `nao nem nunca jamais nada ninguem nenhum nenhuma tampouco sem impossivel proibido`,
};

/** Words and groups of words that narrow a statement down. */
const conditions: Readonly<Record<string, string>> = {
  en: `if|unless|only|except|excluding|until|at least|at most|up to|no more than|no less than|provided that|provided you|as long as|maximum|minimum|solely|exclusively|otherwise|limited to|subject to`,
  de: `wenn|falls|sofern|nur|ausser|bis zu|mindestens|hochstens|maximal|solange|es sei denn|vorausgesetzt|ausschliesslich|lediglich|ausgenommen`,
  es: `si|solo|solamente|unicamente|excepto|salvo|a menos que|hasta|al menos|como minimo|como maximo|siempre que|mientras`,
  fr: `si|seulement|uniquement|sauf|excepte|a moins que|jusqua|jusquau|au moins|au maximum|au plus|tant que|a condition`,
  it: `se|solo|soltanto|solamente|eccetto|tranne|a meno che|fino a|almeno|al massimo|purche|a condizione`,
  nl: `als|alleen|slechts|behalve|tenzij|tot|minstens|ten minste|maximaal|hoogstens|zolang|mits|uitsluitend|indien`,
  pt: `se|somente|apenas|so|exceto|salvo|a menos que|ate|pelo menos|no minimo|no maximo|desde que|enquanto`,
};

const listed = new Map(
  Object.entries(negations).map(([language, words]) => [language, new Set(words.split(/\s+/))]),
);
const phrased = new Map(
  Object.entries(conditions).map(([language, phrases]) => [
    language,
    phrases.split('|').map((phrase) => phrase.split(' ')),
  ]),
);

/** `don't` is one token, `can not` two, `l'on n'est` hides its `n`. */
const isNegation = ({ norm, raw }: Token, words: ReadonlySet<string>, language: string): boolean =>
  words.has(norm) ||
  (language === 'fr' && /^n['’]/i.test(raw)) ||
  (language === 'en' && /n['’]t$/i.test(raw));

/** Places of the words that turn a statement round; none in a language without a list. */
export function negationsIn(tokens: readonly Token[], language: string): number[] {
  const primary = primaryLanguage(language);
  const words = listed.get(primary);
  if (words === undefined) return [];
  return tokens.flatMap((token, at) => {
    if (!isNegation(token, words, primary)) return [];
    // "No, …" answers; "not only … but also" affirms; "No. 5" counts.
    const next = tokens[at + 1];
    if (token.norm === 'no' && primary === 'en' && (next?.kind === 'number' || at === 0))
      return next?.kind === 'number' || isAnswer(next) ? [] : [at];
    return token.norm === 'not' && /^(?:only|just|necessarily)$/.test(next?.norm ?? '') ? [] : [at];
  });
}

/** Does a statement of its own follow a "No" ("No, you …", "No, the …")? A noun makes it "No refunds …". */
const isAnswer = (next: Token | undefined): boolean =>
  next === undefined || stopWords('en').has(next.norm) || /^\p{Lu}/u.test(next.raw);

export type Condition = { readonly at: number; readonly words: string };

/** The words that narrow a statement down, where they begin. */
export function conditionsIn(tokens: readonly Token[], language: string): readonly Condition[] {
  const phrases = phrased.get(primaryLanguage(language)) ?? [];
  return tokens.flatMap((_, at) => {
    const found = phrases.find((phrase) =>
      phrase.every((word, by) => tokens[at + by]?.norm === word),
    );
    return found === undefined ? [] : [{ at, words: found.join(' ') }];
  });
}

/** Can the two be told in this language at all? */
export const knowsPolarity = (language: string): boolean => listed.has(primaryLanguage(language));
