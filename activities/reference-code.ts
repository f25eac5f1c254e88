import { createHmac } from 'node:crypto';
import { type MessageRef, messageKey } from '../domain/identifiers.ts';
import type { ReferenceCodes } from '../domain/ports.ts';

// Without vowels and look-alikes: no words, and nothing that is misread on the phone.
const alphabet = '23456789BCDFGHJKLMNPQRSTVWXZ';

/**
 * The code of a message's note, e.g. `SN-7F3K-92QX-BD4T`: about 57 bits that nobody without the
 * secret can make, and that are the same whenever they are made for this message.
 */
function referenceCodeOf(secret: string, message: MessageRef): string {
  const symbols: string[] = [];
  for (let block = 0; symbols.length < 12; block += 1) {
    const subject = JSON.stringify(['sidenote-note-1', messageKey(message), block]);
    for (const byte of createHmac('sha256', secret).update(subject).digest()) {
      // Bytes past the last whole multiple would favour the first symbols.
      const symbol = byte < 252 ? alphabet[byte % alphabet.length] : undefined;
      if (symbol !== undefined && symbols.length < 12) symbols.push(symbol);
    }
  }
  const text = symbols.join('');
  return `SN-${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}

/** Codes by secret: the first marks new notes, former ones are still recognised. */
export function createReferenceCodes(secrets: readonly string[]): ReferenceCodes {
  const [first, ...former] = secrets;
  if (first === undefined) throw new Error('Reference codes need at least one secret.');
  return (message) => [
    referenceCodeOf(first, message),
    ...former.map((secret) => referenceCodeOf(secret, message)),
  ];
}

/**
 * The code that a note says of itself: the last one in it. Codes before it are of the note that it
 * replaces, or a customer's words. Null: there is none.
 */
export const codeIn = (text: string): string | null =>
  text.match(/SN-[2-9B-DF-HJ-NP-TV-XZ]{4}(?:-[2-9B-DF-HJ-NP-TV-XZ]{4}){2}/g)?.at(-1) ?? null;
