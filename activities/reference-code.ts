import { randomBytes } from 'node:crypto';

// Without vowels and look-alikes: no words, and nothing that is misread on the phone.
const alphabet = '23456789BCDFGHJKLMNPQRSTVWXZ';

/** A note's own code, e.g. `SN-7F3K-92QX-BD4T`: about 57 random bits, so it cannot be forged. */
export function makeReferenceCode(): string {
  const symbols: string[] = [];
  while (symbols.length < 12) {
    for (const byte of randomBytes(16)) {
      // Bytes past the last whole multiple would favour the first symbols.
      const symbol = byte < 252 ? alphabet[byte % alphabet.length] : undefined;
      if (symbol !== undefined && symbols.length < 12) symbols.push(symbol);
    }
  }
  const text = symbols.join('');
  return `SN-${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}
