import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { hostEnvironment } from '../../config/environment.ts';
import { doc, folderOf } from '../evaluation/folders.ts';

const run = promisify(execFile);
const sidenote = (...words: readonly string[]) =>
  run(process.execPath, ['bin/sidenote.js', 'eval', ...words], {
    env: { ...hostEnvironment(), SIDENOTE_EMBEDDINGS: 'none' },
  });

const files = {
  'help/docs.jsonl': [doc('bread', 'Bread is baked.'), doc('tea', 'Tea is brewed.')],
  'help/queries.jsonl': [{ id: '1', text: 'How is tea brewed?', gold: ['tea'] }],
};
const line = (metric: string) =>
  `{"suite":"retrieval","set":"help","system":"words","metric":"${metric}","value":1,"low":1,"high":1,"n":1}`;
const lines = ['nDCG@10', 'Recall@5', 'MRR@10'].map(line);

describe('sidenote eval', () => {
  it('prints nothing but a line a figure with --json, and says what is left out', async () => {
    const data = await folderOf(files);
    const { stdout, stderr } = await sidenote('retrieval', '--data', data, '--json');
    expect(stdout.trim().split('\n')).toEqual(lines);
    expect(stderr).toContain('Meaning, and both together, are left out.');
  });

  it('keeps baselines, and prints figures beside them', async () => {
    const data = await folderOf(files);
    const kept = join(data, 'kept.jsonl');
    await sidenote('retrieval', '--data', data, '--write-baselines', kept);
    expect((await readFile(kept, 'utf8')).trim().split('\n').sort()).toEqual([...lines].sort());
    const { stdout } = await sidenote('retrieval', '--data', data, '--baselines', kept);
    expect(stdout).toMatch(
      /nDCG@10 {3}1\.000 \[1\.000, 1\.000\] {2}1\.000 \[1\.000, 1\.000\] {2}\+0/,
    );
    expect(stdout).toContain('Nothing left the interval of its baseline.');
  });

  it.each([
    [
      'a set that is not there',
      files,
      ['--set', 'moon'],
      'There is no set moon for this; there is help.',
    ],
    ['an empty folder', {}, [], 'holds no set for retrieval.'],
  ])('ends with a sentence on %s', async (_name, content, more, sentence) => {
    const data = await folderOf(content);
    const ended = sidenote('retrieval', '--data', data, ...more);
    const failure = await ended.then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 1, stdout: '' });
    const said = String(Reflect.get(Object(failure), 'stderr'))
      .trim()
      .split('\n');
    expect(said.at(-1)).toContain(sentence);
    expect(said.join('\n')).not.toContain('    at ');
  });
});
