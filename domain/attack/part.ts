/** Where words stood that look like instructions to an AI. */
export const attackParts = ['message', 'quoted mail', 'article', 'name', 'attribute'] as const;
export type AttackPart = (typeof attackParts)[number];

const places: Readonly<Record<AttackPart, string>> = {
  message: 'This message',
  'quoted mail': 'The mail quoted in this message',
  article: 'An article that was found',
  name: 'The name of the contact',
  attribute: 'An attribute of this conversation',
};

/** The warning for the rep; each part once, in a fixed order. */
export function attackWords(parts: readonly AttackPart[]): string {
  const named = attackParts.filter((part) => parts.includes(part)).map((part) => places[part]);
  const [first = places.message, ...others] = named;
  const subject = [first, ...others.map((one) => one.charAt(0).toLowerCase() + one.slice(1))];
  const joined =
    subject.length === 1 ? first : `${subject.slice(0, -1).join(', ')} and ${subject.at(-1) ?? ''}`;
  const verb = subject.length === 1 ? 'contains' : 'contain';
  return `${joined} ${verb} text that looks like instructions to an AI; check the draft with care.`;
}
