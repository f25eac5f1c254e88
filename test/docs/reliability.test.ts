import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { faults } from '../reliability/faults.ts';
import { holdsName, testsOf } from '../reliability/named-tests.ts';
import { reliabilityPage } from '../reliability/page.ts';
import type { FaultResult } from '../reliability/results.ts';

const page = await readFile('docs/reliability.md', 'utf8');
const result = (changes: Partial<FaultResult>): FaultResult => ({
  ...{ id: 'F16', name: 'looks first', file: 'test/faults/note.test.ts', outcome: 'one note' },
  ...{ figures: { 'wait, s': 12 }, passed: true },
  ...changes,
});
const made = (results: readonly FaultResult[]): string =>
  reliabilityPage({ results, broken: [], seconds: 7 }, '## Chaos', 'a day, a machine');

describe('the table in docs/reliability.md', () => {
  it('has a line for every fault, in order', () => {
    const lines = page.match(/^\| F\d\d (?=\|)/gm)?.map((cell) => cell.slice(2, 5));
    expect(lines).toEqual(faults.map(({ id }) => id));
  });

  it('names only tests that exist, in the files that it names', async () => {
    const named = testsOf(page);
    const wrong: string[] = [];
    for (const { file, name } of named) {
      const source = await readFile(file, 'utf8').catch(() => '');
      if (!holdsName(source, name)) wrong.push(`${file}: ${name}`);
    }
    expect(wrong).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });
});

describe('how it is made', () => {
  it('a line a test; the fault stands at the first', () => {
    const lines = made([result({}), result({ name: 'a | b [c]', passed: false })]);
    expect(lines).toContain(
      '| F16 | the note is taken, the answer lost: reset, 502, 504 | ' +
        '[looks first](../test/faults/note.test.ts) | one note | passed; wait, s: 12 |\n' +
        '|  |  | [a \\| b \\[c\\]](../test/faults/note.test.ts) | one note | **failed**; wait, s: 12 |',
    );
    expect(lines).toContain('2 tests in 7 s, 1 failed');
    expect(testsOf(lines).map(({ name }) => name)).toEqual(['looks first', 'a | b [c]']);
  });

  it('a fault without a test is told as such, or with what it waits for', () => {
    const lines = made([]);
    expect(lines).toMatch(/^\| F16 \|.*\| no test yet \|/m);
    expect(lines).toMatch(/^\| F34 \|.*\| open: comes with the command `erase` \|/m);
  });

  it('finds a name in a test file as a text and as a template', () => {
    const source = "faultTest('F05', `a ${word} signature`); faultTest('F06', 'a ping');";
    for (const name of ['a ping', 'a cut signature']) expect(holdsName(source, name)).toBe(true);
    for (const name of ['ping', 'a signature', '']) expect(holdsName(source, name)).toBe(false);
  });
});
