import { z } from 'zod';
import { readRows } from './rows.ts';

/** A message and the topic it is about. */
export type Labelled = { readonly text: string; readonly topic: string };

/** Few-shot topics: examples to learn from, and messages to tell by them. */
export type TopicSet = {
  readonly name: string;
  readonly training: readonly Labelled[];
  /** A topic of null is out of scope. None at all: the training rows are asked in folds. */
  readonly asked: readonly { readonly text: string; readonly topic: string | null }[];
};

const row = z.looseObject({
  id: z.string().min(1),
  text: z.string().refine((value) => value.trim() !== '', 'is empty'),
  intent: z.string().min(1),
  oos: z.boolean().default(false),
});

/** `train_10shot.jsonl`, or `<bot>_train.jsonl` where a folder holds several. */
const trainingFile = /^(?:(?<bot>.+)_)?train(?:_\w+)?\.jsonl$/;
const askedFile = /^(?:(?<bot>.+)_)?(?:val|test)(?:_\w+)?\.jsonl$/;

/** Whether the files of a folder are those of topics. */
export const hasTopics = (files: readonly string[]): boolean =>
  files.some((file) => trainingFile.test(file));

/**
 * Reads the topic sets of a folder: one of its name or, where several bots lie in it, `folder/bot`
 * each. Throws a sentence when a row is not as expected.
 */
export async function readTopics(
  name: string,
  folder: string,
  files: readonly string[],
): Promise<readonly TopicSet[]> {
  const trained = files.flatMap((file) => {
    const found = trainingFile.exec(file);
    return found ? [{ file, bot: found.groups?.['bot'] }] : [];
  });
  return Promise.all(
    trained.map(async ({ file, bot }) => {
      const others = files.filter((one) => {
        const found = askedFile.exec(one);
        return found !== null && found.groups?.['bot'] === bot;
      });
      const training = await readRows(folder, file, row);
      const asked = await Promise.all(others.map((one) => readRows(folder, one, row)));
      return {
        name: bot === undefined ? name : `${name}/${bot}`,
        training: training
          .filter(({ oos }) => !oos)
          .map(({ text, intent }) => ({ text, topic: intent })),
        asked: asked.flat().map(({ text, intent, oos }) => ({ text, topic: oos ? null : intent })),
      };
    }),
  );
}
