import type { ContextMessage } from '../domain/language-model.ts';
import { sentencesOf } from '../domain/sentences.ts';
import { contentStems } from '../domain/words.ts';

/** Shorter sentences are the same only word for word: "Click Save." says nothing by itself. */
const fewestStems = 4;
/** A sentence is said where another one has so much of it: reps change a word. */
const enough = 0.85;

/** Whether a teammate has told the customer this already, which then did not help. */
export type WasSaid = (text: string) => boolean;

export function createWasSaid(context: readonly ContextMessage[], language: string): WasSaid {
  const told = context.flatMap(({ from, text }) => (from === 'customer' ? [] : sentencesOf(text)));
  const exact = new Set(told.map(normalised));
  const stems = told.map((one) => new Set(contentStems(one, language)));
  return (text) => {
    if (exact.has(normalised(text))) return true;
    const own = [...new Set(contentStems(text, language))];
    if (own.length < fewestStems) return false;
    return stems.some((other) => own.filter((one) => other.has(one)).length >= enough * own.length);
  };
}

const normalised = (text: string): string =>
  text
    .replace(/^\s*(?:[-*•]|\d{1,3}[.)])\s+/, '')
    .replace(/[\s.!:;]+/g, ' ')
    .trim()
    .toLowerCase();
