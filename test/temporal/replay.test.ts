import { readFileSync } from 'node:fs';
import { defaultPayloadConverter } from '@temporalio/common';
import type { WorkflowBundle } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Reason, readOutcome, reasonOf, reasons } from '../../domain/outcome.ts';
import { bundleWorkflows } from '../../temporal/bundle.ts';
import { historyText, readHistory } from '../../temporal/histories.ts';
import type { ReplayVerdict } from '../../temporal/replay.ts';
import * as workflows from '../../workflows/index.ts';
import * as steps from '../../workflows/steps.ts';
import { renamed, stepsIn } from '../support/mutated-histories.ts';
import { recordedNames, recordedText, replayTexts } from '../support/recorded-histories.ts';
import { recordings } from '../support/recordings/index.ts';

/** Reasons that no run ends with yet, and what they come with. */
const notYet: Partial<Record<Reason, string>> = { budget_exhausted: 'the work on drafts' };

let bundle: WorkflowBundle;

const replay = (...texts: string[]): Promise<ReplayVerdict[]> => replayTexts(bundle, texts);

const eventsOf = (name: string) => readHistory(recordedText(name), name).history.events ?? [];

const workflowOf = (name: string): string | null | undefined =>
  eventsOf(name)[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name;

/** The outcome with which a recorded decision ended, in the words of file names. */
function endOf(name: string): string | null {
  const ended = eventsOf(name).at(-1)?.workflowExecutionCompletedEventAttributes;
  const [result] = ended?.result?.payloads ?? [];
  const outcome = result ? readOutcome(defaultPayloadConverter.fromPayload(result)) : null;
  return outcome && inNames(reasonOf(outcome) ?? 'suggested');
}

const inNames = (outcome: string): string => outcome.replaceAll('_', '-');

beforeAll(async () => {
  bundle = await bundleWorkflows();
});

describe('recorded histories', () => {
  it('are those that `npm run histories` records', () => {
    expect(recordedNames).toEqual(Object.keys(recordings).sort());
  });

  it('there is one for every way that a decision ends', () => {
    const ends = new Set(recordedNames.flatMap((name) => endOf(name) ?? []));
    const all = ['suggested', ...Object.keys(reasons).filter((reason) => !(reason in notYet))];
    expect([...ends].sort()).toEqual(all.map(inNames).sort());
  });

  it('there is one for every workflow and every step', () => {
    const types = new Set(recordedNames.map(workflowOf));
    expect([...types].sort()).toEqual(Object.keys(workflows).sort());
    const taken = new Set(recordedNames.flatMap((name) => stepsIn(recordedText(name))));
    expect([...taken].sort()).toEqual(Object.keys(steps).sort());
  });

  it.each(recordedNames)('%s fits the code of today and ended as it is named', async (name) => {
    const [verdict] = await replay(recordedText(name));
    expect(verdict).toMatchObject({ kind: 'ok', events: eventsOf(name).length });
    if (workflowOf(name) !== 'assistMessage') return;
    const end = endOf(name);
    expect(name === end || name.startsWith(`${end}-`)).toBe(true);
  });

  it.each(recordedNames)('%s carries the flags without which changes replay unseen', (name) => {
    expect(recordedText(name)).toContain('coreUsedFlags');
  });

  it.each(recordedNames)('%s holds nothing that a person wrote, and no place', (name) => {
    const decoded = recordedText(name).replaceAll(/"data":"([^"]*)"/g, (_, data: string) =>
      Buffer.from(data, 'base64').toString(),
    );
    expect(decoded).not.toMatch(/dana|jane|customer\.example|how do i|my money|hello there/i);
    expect(decoded).not.toMatch(/time entries|where is my|thanks|zorbelfrotz|abonnement|monday/i);
    expect(decoded).not.toMatch(/sandbox-token|client-secret|of-the-recordings|authorization/i);
    expect(decoded).not.toMatch(
      /\d+@\w|127\.0\.0\.1|localhost|file:|\/(?:home|root|tmp|usr|users)\//i,
    );
  });

  it('reads back what it writes', async () => {
    const { history } = readHistory(recordedText('suggested'), 'recorded');
    expect(historyText(history)).toBe(recordedText('suggested'));
  });

  it('are written without hosts and without the words of the UI', () => {
    const summary = '{"data":"InNheXMi","metadata":{"encoding":"anNvbi9wbGFpbg=="}}';
    const told = recordedText('suggested')
      .replaceAll('"attempt":1', '"attempt":1,"identity":"7@host","requestId":"1"')
      .replaceAll('"kind":"TASK_QUEUE_KIND_STICKY"', '"name":"7@host-1",$&')
      .replaceAll('"eventTime"', `"userMetadata":{"summary":${summary}},$&`);
    expect(told).toContain('"name":"7@host-1"');
    const { history } = readHistory(told, 'told');
    expect(historyText(history)).toBe(recordedText('suggested'));
  });
});

describe('a history that today’s code would not have made', () => {
  it('names the first event of a step that has another name now', async () => {
    const [verdict] = await replay(
      renamed(recordedText('suggested'), 'classifyTopic', 'classifyTurn'),
    );
    expect(verdict).toMatchObject({
      kind: 'differs',
      event: expect.stringMatching(/^event \d+, ActivityTaskScheduled classifyTurn$/),
      why: expect.stringContaining("'classifyTurn' does not match"),
    });
  });

  it('tells a step that repeats from its first time', async () => {
    const history = JSON.parse(recordedText('suggested-after-a-change'));
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
    const [verdict] = await replay(
      renamed(recordedText('suggested'), 'assistMessage', 'helpWithMessage'),
    );
    expect(verdict).toMatchObject({
      kind: 'differs',
      why: expect.stringContaining("'helpWithMessage'"),
    });
  });

  it('goes on with the histories after it', async () => {
    const verdicts = await replay(
      renamed(recordedText('superseded'), 'fetchThread', 'readThread'),
      recordedText('superseded'),
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
