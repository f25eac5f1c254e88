import type { Draft, Question, TextVectors } from './language-model.ts';

/** How near a draft is to its questions by meaning, as a cosine; null where nobody makes vectors. */
export async function nearOf(
  questions: readonly Question[],
  draft: Draft,
  textVectors: TextVectors | undefined,
  signal: AbortSignal,
): Promise<number | null> {
  const asked = questions.map(({ text }) => text).join('\n');
  const said = draft.blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text)).join(' ');
  if (asked === '' || said === '') return null;
  const [one, other] = (await textVectors?.([asked, said], signal)) ?? [];
  if (!one || !other) return null;
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}
