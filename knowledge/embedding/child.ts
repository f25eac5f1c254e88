import type { ChildAnswer } from './child-answer.ts';
import { poolings } from './local-model.ts';

/**
 * The process of a local model: takes texts from its parent one at a time, and ends with it. Its
 * arguments are the paths of weights and tokenizer, and what stands for a whole text.
 */
const [weights = '', tokenizer = '', wantedPooling] = process.argv.slice(2);

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).trim();

const answer = (words: ChildAnswer): void => {
  // Whether the parent is still there is told by `disconnect`.
  process.send?.(words, () => undefined);
};

process.once('disconnect', () => process.exit());
// Ctrl-C in a terminal reaches this process too; when to end is its parent's to say.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

try {
  const { openSentenceModel } = await import('./sentence-model.ts');
  const pooling = poolings.find((one) => one === wantedPooling) ?? 'first';
  const vectorOf = await openSentenceModel({ weights, tokenizer }, pooling);
  process.on('message', (text) => {
    vectorOf(String(text)).then(
      (vector) => answer({ kind: 'vector', vector }),
      (error: unknown) => answer({ kind: 'failed', reason: reasonOf(error) }),
    );
  });
  answer({ kind: 'ready' });
} catch (error) {
  answer({ kind: 'unusable', reason: reasonOf(error) });
  process.disconnect();
}
