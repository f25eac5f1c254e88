import type { ProvenSentence, RemovalReason } from './proof.ts';

/** What a reason asks of whoever wrote the sentence. */
export const wordsOfReason: Readonly<Record<RemovalReason, string>> = {
  unknown_source: 'cites no passage that was given',
  no_source: 'states something without a source',
  quote_not_found: 'quotes words that its passage does not have',
  number: 'has a number, date, price or unit that its passages do not have so',
  address: 'has an address, or the number of a phone or account, that its passages do not have',
  name: 'has a name that its passages do not have',
  negation: 'says the opposite of its passages',
  condition: 'leaves out a condition that its passages make',
  unsupported: 'says more than its passages do',
  internal: 'repeats internal knowledge',
  greeting: 'greets: the greeting is added later',
  sign_off: 'is a farewell or signature: none is wanted',
  wrong_name: 'speaks to or for a person by name',
  promise: 'makes a promise that no passage makes',
  apology: 'apologises for a fault',
  time: 'names a time that no passage gives',
};

/** More than this nobody mends in one go. */
const mostNamed = 6;

/** What is wrong with a draft, for its maker; null: nothing. Quotes the maker's own words alone. */
export function complaintAbout(sentences: readonly ProvenSentence[]): string | null {
  const removed = sentences.flatMap(({ text, verdict }) =>
    verdict.kind === 'removed' ? [{ text, verdict }] : [],
  );
  if (removed.length === 0) return null;
  const lines = removed.slice(0, mostNamed).map(({ text, verdict: { reason } }) => {
    return `- ${JSON.stringify(text.slice(0, 200))} ${wordsOfReason[reason]}.`;
  });
  return `These sentences cannot stand:\n${lines.join('\n')}\nAnswer again in the agreed form: mend them by what the passages say, or leave them out.`;
}
