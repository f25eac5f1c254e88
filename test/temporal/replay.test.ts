import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowBundle } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleWorkflows } from '../../temporal/bundle.ts';
import { type RecordedHistory, historyText, readHistory } from '../../temporal/histories.ts';
import { type ReplayVerdict, replayHistories } from '../../temporal/replay.ts';

const folder = join(import.meta.dirname, '../histories');
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

let bundle: WorkflowBundle;

async function* recorded(texts: readonly string[]): AsyncGenerator<RecordedHistory> {
  for (const text of texts) yield readHistory(text, 'recorded');
}

async function replay(...texts: string[]): Promise<ReplayVerdict[]> {
  const verdicts: ReplayVerdict[] = [];
  for await (const verdict of replayHistories(bundle, recorded(texts))) verdicts.push(verdict);
  return verdicts;
}

/** The history with every activity of one type under another name, as after a rename in the code. */
const renamed = (name: string, from: string, to: string): string =>
  textOf(name).replaceAll(`"name": "${from}"`, `"name": "${to}"`);

beforeAll(async () => {
  bundle = await bundleWorkflows();
});

describe('recorded histories', () => {
  it('there is one for each kind of ending', () => {
    expect(names.sort()).toEqual([
      'cancelled.json',
      'decided-twice.json',
      'failed.json',
      'quiet-by-eligibility.json',
      'quiet-by-topic.json',
      'suggested.json',
      'superseded.json',
    ]);
  });

  it.each(names)('%s fits the code of today', async (name) => {
    const [verdict] = await replay(textOf(name));
    expect(verdict).toMatchObject({ kind: 'ok' });
  });

  it.each(names)('%s carries the flags without which changes replay unseen', (name) => {
    expect(textOf(name)).toContain('coreUsedFlags');
  });

  it.each(names)('%s holds nothing that a person wrote', (name) => {
    const decoded = textOf(name).replaceAll(/"data": "([^"]*)"/g, (_, data: string) =>
      Buffer.from(data, 'base64').toString(),
    );
    expect(decoded).not.toMatch(/dana|jane|customer\.example|how do i|my money|hello there/i);
  });

  it('reads back what it writes', async () => {
    const { history } = readHistory(textOf('suggested.json'), 'recorded');
    expect(JSON.parse(historyText(history))).toEqual(JSON.parse(textOf('suggested.json')));
  });
});

describe('a history that today’s code would not have made', () => {
  it('names the first event of a step that has another name now', async () => {
    const [verdict] = await replay(renamed('suggested.json', 'classifyTopic', 'classifyTurn'));
    expect(verdict).toMatchObject({
      kind: 'differs',
      event: expect.stringMatching(/^event \d+, ActivityTaskScheduled classifyTurn$/),
      why: expect.stringContaining("'classifyTurn' does not match"),
    });
  });

  it('tells a step that repeats from its first time', async () => {
    const history = JSON.parse(textOf('suggested.json'));
    const reads = history.events.filter(
      (event: { activityTaskScheduledEventAttributes?: { activityType: { name: string } } }) =>
        event.activityTaskScheduledEventAttributes?.activityType.name === 'fetchThread',
    );
    expect(reads.length).toBeGreaterThan(1);
    const [, second] = reads;
    second.activityTaskScheduledEventAttributes.activityType.name = 'readThread';
    const [verdict] = await replay(JSON.stringify(history));
    expect(verdict).toMatchObject({
      kind: 'differs',
      event: `event ${second.eventId}, ActivityTaskScheduled readThread`,
    });
  });

  it('names a workflow that is there no more', async () => {
    const [verdict] = await replay(renamed('suggested.json', 'assistMessage', 'helpWithMessage'));
    expect(verdict).toMatchObject({
      kind: 'differs',
      why: expect.stringContaining("'helpWithMessage'"),
    });
  });

  it('goes on with the histories after it', async () => {
    const verdicts = await replay(
      renamed('superseded.json', 'fetchThread', 'readThread'),
      textOf('superseded.json'),
    );
    expect(verdicts.map(({ kind }) => kind)).toEqual(['differs', 'ok']);
  });
});

describe('a file that is no history', () => {
  it.each(['', '{}', '{"events":[]}', '[1]', '{"events":[{"eventId":"1"}]}'])('%j', (text) => {
    expect(() => readHistory(text, 'some.json')).toThrow(/some\.json/);
  });
});

it('only one protobufjs 8 is installed, or histories could not be read', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const versions = Object.entries<{ version: string }>(lock.packages)
    .filter(
      ([path, { version }]) => path.endsWith('node_modules/protobufjs') && /^8\./.test(version),
    )
    .map(([path, { version }]) => `${path} ${version}`);
  expect(versions).toEqual(['node_modules/protobufjs 8.8.1']);
});
