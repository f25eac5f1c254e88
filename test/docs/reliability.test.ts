import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chaosSection } from '../reliability/chaos-section.ts';
import { faults } from '../reliability/faults.ts';
import { holdsName, testsOf } from '../reliability/named-tests.ts';
import { reliabilityPage } from '../reliability/page.ts';
import { type FaultResult, readAllResults } from '../reliability/results.ts';

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

describe('reports of several runs', () => {
  const reportOf = (figures: Record<string, number>, title = 'F16 · looks first') => ({
    startTime: 1_000,
    testResults: [
      {
        ...{ name: join(process.cwd(), 'test/faults/note.test.ts'), endTime: 8_000 },
        assertionResults: [
          { title, status: 'passed', meta: { fault: { id: 'F16', outcome: 'one note', figures } } },
          { title: 'of no fault', status: 'failed', meta: {} },
        ],
      },
    ],
  });

  it('are one, in which the later measure counts', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sidenote-reports-'));
    const reports = [
      reportOf({ 'wait, s': 1 }),
      reportOf({}, 'F16 · else'),
      reportOf({ 'wait, s': 2 }),
    ];
    const files = reports.map((_, index) => join(folder, `${index}.json`));
    for (const [index, file] of files.entries()) {
      await writeFile(file, JSON.stringify(reports[index]));
    }
    expect(await readAllResults(files)).toEqual({
      results: [result({ figures: { 'wait, s': 2 } }), result({ name: 'else', figures: {} })],
      ...{ broken: [], seconds: 21 },
    });
    await rm(folder, { recursive: true });
  });
});

describe('the section on chaos', () => {
  const report = (changes: Record<string, unknown>) => ({
    ...{
      seed: 3,
      messages: 100,
      conversations: 60,
      seconds: 130,
      mostOpen: 40,
      mostRuns: 44,
      notes: 50,
    },
    ...{ kills: { 'postNote:after': 5 }, outcomes: { suggested: 50 }, violations: [] },
    faults: [
      { name: 'reset', drawn: 12, fired: 11 },
      { name: 'stale', drawn: 3, fired: 2 },
    ],
    ...changes,
  });

  it('adds runs up, and says which fault they do not show', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sidenote-chaos-section-'));
    const file = join(folder, 'chaos.json');
    await writeFile(file, JSON.stringify([report({}), report({ seed: 4, violations: [{}] })]));
    const words = await chaosSection(file);
    expect(words).toContain(
      '| 3 | 100 | 60 | 5 | 50 | 40 | 44 | 2 | 0 |\n| 4 | 100 | 60 | 5 | 50 | 40 | 44 | 2 | 1 |',
    );
    expect(words).toContain('| `reset` | 24 | 22 |  |\n| `stale` | 6 | 4 | not shown |');
    expect(words).toContain('| `postNote:after` | 10 |');
    expect(words).toContain('| `suggested` | 100 |');
    await writeFile(file, JSON.stringify(report({})));
    expect(await chaosSection(file)).toContain('| `reset` | 12 | 11 | not shown |');
    await rm(folder, { recursive: true });
  });

  it('says so when no run is kept', async () => {
    expect(await chaosSection('no/such/file.json')).toContain('No run is kept yet.');
  });
});
