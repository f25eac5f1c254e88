/** Words before a full stop that end no sentence. */
const abbreviations =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|mr|mrs|ms|dr|st|no|nr|approx|incl|z\.b|bzw|ca|usw|p\.ex|ej|sr|sra)\.$/i;

const boundary =
  /(?<=[.!?…]["'”’)\]]*)\s+(?=[\p{Lu}\p{N}"'“‘([¿¡*_`])|(?<=[?!])\s+|(?<=[\p{Ll})][.!?])(?=\p{Lu}\p{Ll}+\s)|(?<=[。！？])/u;

/** Splits running text into sentences; line breaks end one as well. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const line of text.split(/\n+/)) {
    let open = '';
    for (const piece of line.trim().split(boundary)) {
      open = open === '' ? piece : `${open} ${piece}`;
      if (abbreviations.test(open)) continue;
      if (open.trim() !== '') sentences.push(open.trim());
      open = '';
    }
    if (open.trim() !== '') sentences.push(open.trim());
  }
  return sentences;
}

export const countWords = (text: string): number => text.match(/\S+/g)?.length ?? 0;
