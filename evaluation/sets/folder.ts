import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type QuestionSet, hasQuestions, readQuestions } from './questions.ts';
import { filesOf } from './rows.ts';
import { type TopicSet, hasTopics, readTopics } from './topics.ts';

/** What a suite measures on, by the layout of the folders; names are those of the folders. */
export type Sets =
  | { readonly suite: 'topics'; readonly sets: readonly TopicSet[] }
  | { readonly suite: 'retrieval' | 'answerable'; readonly sets: readonly QuestionSet[] };

/** Suites that are measured on sets as these. */
export type SetSuite = Sets['suite'];

/** Reads all sets of a suite in a folder of folders. Throws a sentence where there is none. */
export async function readSets(data: string, suite: SetSuite): Promise<Sets> {
  const folders = await foldersOf(data);
  const sets = suite === 'topics' ? await topics(folders) : await questions(folders, suite);
  if (sets.sets.length === 0) throw new Error(`${data} holds no set for ${suite}.`);
  return sets;
}

/**
 * Those that a name means: a set's own, the folder that holds several, or a bot in it. All without a
 * name. Throws a sentence that lists what there is.
 */
export function named<Set extends { readonly name: string }>(
  sets: readonly Set[],
  name: string | undefined,
): readonly Set[] {
  const found = fitting(sets, name);
  if (name === undefined || found.length > 0) return found;
  throw new Error(
    `There is no set ${name} for this; there is ${sets.map((set) => set.name).join(', ')}.`,
  );
}

/** As `named`, and none where the name means none. */
export const fitting = <Set extends { readonly name: string }>(
  sets: readonly Set[],
  name: string | undefined,
): readonly Set[] =>
  sets.filter(
    (set) =>
      name === undefined || set.name === name || set.name.split('/').some((part) => part === name),
  );

/** The sets of the topics suite. Throws a sentence where there is none. */
export async function readTopicSets(data: string): Promise<readonly TopicSet[]> {
  const read = await readSets(data, 'topics');
  return read.suite === 'topics' ? read.sets : [];
}

type Folder = { readonly name: string; readonly path: string; readonly files: readonly string[] };

async function foldersOf(data: string): Promise<readonly Folder[]> {
  const entries = await readdir(data, { withFileTypes: true }).catch(() => {
    throw new Error(`There is no folder ${data} that can be read.`);
  });
  const folders = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink());
  return Promise.all(
    folders
      .map(({ name }) => name)
      .sort()
      .map(async (name) => {
        const path = join(data, name);
        return { name, path, files: await filesOf(path) };
      }),
  );
}

async function topics(folders: readonly Folder[]): Promise<Sets> {
  const found = folders.filter(({ files }) => hasTopics(files));
  const sets = await Promise.all(
    found.map(({ name, path, files }) => readTopics(name, path, files)),
  );
  return { suite: 'topics', sets: sets.flat() };
}

/** Of a set that says of some questions that they have no answer, both kinds are needed. */
async function questions(
  folders: readonly Folder[],
  suite: 'retrieval' | 'answerable',
): Promise<Sets> {
  const found = folders.filter(({ files }) => hasQuestions(files));
  const read = await Promise.all(
    found.map(({ name, path, files }) => readQuestions(name, path, files)),
  );
  const fits = ({ questions: asked }: QuestionSet): boolean =>
    suite === 'retrieval'
      ? asked.some(({ gold }) => gold.length > 0)
      : [true, false].every((kind) => asked.some(({ isAnswerable }) => isAnswerable === kind));
  return { suite, sets: read.flat().filter(fits) };
}
