import type { Passage } from '../../domain/passage.ts';
import { namesIn } from '../../domain/proof/names.ts';
import { addressesIn } from '../../domain/proof/addresses.ts';
import { countWords, sentencesOf } from '../../domain/sentences.ts';
import { createRandom } from '../bootstrap.ts';
import { type EditKind, editKinds, edits } from './edits.ts';

/** A sentence with what it cites, as it was written or made wrong. */
export type SentenceCase = {
  /** null: not edited. */
  readonly kind: EditKind | null;
  readonly text: string;
  readonly passages: readonly Passage[];
  readonly customer: readonly string[];
  /** Cases of one question are never on both sides of a fold. */
  readonly group: string;
};

export type GoodSentence = Omit<SentenceCase, 'kind'>;

const seed = 7_001;

/** Every good sentence as it is, and once for each kind of edit that it has room for. */
export function casesOf(good: readonly GoodSentence[]): readonly SentenceCase[] {
  const random = createRandom(seed);
  return good.flatMap((one) => {
    const others = good.filter(
      ({ group, passages }) => group !== one.group && passages[0]?.title !== one.passages[0]?.title,
    );
    const ours = one.passages
      .map(({ title, text }) => `${title} ${text}`)
      .join(' ')
      .toLowerCase();
    const context = {
      random,
      otherSentences: others.map(({ text }) => text).filter((text) => countWords(text) > 6),
      otherNames: others
        .flatMap(({ text }) => namesIn(text, 'en').map(({ raw }) => raw))
        .filter((name) => name.length > 3 && !ours.includes(name.toLowerCase())),
    };
    const made = editKinds.flatMap((kind): SentenceCase[] => {
      const text = edits[kind](one.text, context);
      return text === null || text === one.text ? [] : [{ ...one, kind, text }];
    });
    return [{ ...one, kind: null }, ...made];
  });
}

/** Sentences of articles as an extract would have them; those with an address first, since few have one. */
export function extractsOf(
  groups: ReadonlyMap<string, readonly Passage[]>,
  each: number,
): GoodSentence[] {
  const random = createRandom(seed);
  return [...groups].flatMap(([group, passages]) => {
    const all = passages.flatMap(({ text }) =>
      sentencesOf(text).filter(
        (one) => countWords(one) >= 6 && countWords(one) <= 40 && /[.!?]$/.test(one),
      ),
    );
    const drawn = all
      .map((text) => ({ text, place: random() - (addressesIn(text).length > 0 ? 1 : 0) }))
      .sort((a, z) => a.place - z.place)
      .slice(0, each);
    return drawn.map(({ text }) => ({ text, passages, customer: [], group }));
  });
}
