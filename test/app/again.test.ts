import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { decideAgain, decideAllAgain, newestWithoutNote } from '../../app/again.ts';
import { previewMessage } from '../../app/preview-message.ts';
import { replayFromServer } from '../../app/replay.ts';
import { messageAsked, previewWords } from '../../cli/again.ts';
import { loadConfig } from '../../config/load.ts';
import { assistWorkflowId, messageKey } from '../../domain/identifiers.ts';
import { createExtractiveModel } from '../../models/extractive.ts';
import { type ProductSandbox, startProductSandbox } from '../support/product-sandbox.ts';
import { ended, eventually, open, scenarioSettings, scenarios } from '../support/scenarios.ts';

let sandbox: ProductSandbox;

beforeAll(async () => {
  sandbox = await startProductSandbox({
    temporalAddress: inject('temporalAddress'),
    mongodbUri: inject('mongodbUri'),
    settings: scenarioSettings,
  });
});
afterAll(() => sandbox.stop());

const config = loadConfig({});

describe('again', () => {
  it('decides a settled message again when a person asks', async () => {
    const message = await scenarios['quiet-by-topic'](sandbox);
    expect(await decideAgain(sandbox.product, message)).toMatchObject({ kind: 'started' });
    const session = await ended(sandbox, message, 2);
    expect(session.decisions.map(({ cause }) => cause)).toEqual(['message', 'person']);
  });

  it('leaves a message alone whose note stands', async () => {
    const message = await scenarios.suggested(sandbox);
    expect(await decideAgain(sandbox.product, message)).toMatchObject({ kind: 'standing' });
    expect(await newestWithoutNote(sandbox.product, message)).toBeNull();
    await expect(
      messageAsked(sandbox.product, messageKey(message).replace(/:source.*/, ''), config, false),
    ).rejects.toThrow('A standing note answers every message');
  });

  it('posts what was only recorded in shadow mode, once it is live', async () => {
    const { appId, clock, product, simulator, stores } = sandbox;
    const change = async (mode: 'shadow' | 'live') => {
      const { version, settings } = await stores.settings.current(appId);
      const edit = { appId, base: version, settings: { ...settings, mode }, nowMs: clock.now() };
      expect(await stores.settings.save(edit)).toMatchObject({ kind: 'saved' });
    };
    const notes = () => simulator.notes(appId, message.conversationId);
    await change('shadow');
    const message = await scenarios.suggested(sandbox);
    expect(await decideAgain(product, message)).toMatchObject({ kind: 'standing' });
    expect(notes()).toEqual([]);

    await change('live');
    expect(await newestWithoutNote(product, message)).toEqual(message);
    expect(await decideAgain(product, message)).toMatchObject({ kind: 'started' });
    const session = await ended(sandbox, message, 2);
    expect(session.decisions.map(({ outcome }) => outcome?.kind)).toEqual([
      'suggested',
      'suggested',
    ]);
    expect(notes()).toHaveLength(1);
    expect(await stores.notes.find(message)).toMatchObject({ state: 'posted', posts: 1 });
    expect(await decideAgain(product, message)).toMatchObject({ kind: 'standing' });
    expect(notes()).toHaveLength(1);
  });

  it('says so while a decision is under way', async () => {
    const { message } = open(sandbox, { sourceType: 'email' });
    await eventually('the session', () => sandbox.stores.sessions.find(message));
    expect(await decideAgain(sandbox.product, message)).toMatchObject({ kind: 'running' });
    await ended(sandbox, message);
  });

  it('finds the newest message without a note', async () => {
    const message = await scenarios['quiet-by-eligibility'](sandbox);
    expect(await newestWithoutNote(sandbox.product, message)).toEqual(message);
    const nobody = { ...message, conversationId: '999' };
    expect(await newestWithoutNote(sandbox.product, nobody)).toBeUndefined();
    await expect(
      messageAsked(sandbox.product, `${sandbox.appId}:999`, config, false),
    ).rejects.toThrow('no record');
  });

  it('decides all messages again that ended for a reason', async () => {
    const { appId } = sandbox;
    const message = await scenarios.failed(sandbox);
    const choice = { appId, reason: 'intercom_rejected', sinceMs: 0 } as const;
    const answers = [];
    for await (const answer of decideAllAgain(sandbox.product, choice)) answers.push(answer);
    expect(answers).toContainEqual({ message: messageKey(message), kind: 'started' });
    const session = await ended(sandbox, message, 2);
    expect(session.decisions.at(-1)?.outcome).toEqual({ kind: 'suggested' });
    const later = { ...choice, sinceMs: sandbox.clock.now() + 1_000_000 };
    expect(await decideAllAgain(sandbox.product, later).next()).toMatchObject({ done: true });
  });

  it('shows what today’s code would do, and changes nothing', async () => {
    const message = await scenarios.suggested(sandbox);
    const before = await sandbox.stores.sessions.find(message);
    const writes = sandbox.simulator.writes().length;
    const [workspace] = sandbox.workspaces;
    if (!workspace) throw new Error('The sandbox has no workspace');
    const model = createExtractiveModel();
    const preview = await previewMessage(
      sandbox.product,
      workspace,
      { model, embedder: null },
      message,
    );
    expect(preview.outcome).toEqual({ kind: 'suggested' });
    expect(preview.passages.length).toBeGreaterThan(0);
    const words = previewWords(message, preview);
    expect(words).toContain('Nothing was written');
    expect(words).toMatch(/Draft:\n {2}\S/);
    expect(sandbox.simulator.writes().length).toBe(writes);
    expect(await sandbox.stores.sessions.find(message)).toEqual(before);
  });
});

describe('replay from the server', () => {
  it('replays the newest run, all runs and the open ones', async () => {
    const message = await scenarios['decided-twice'](sandbox);
    const workflowId = assistWorkflowId(message);
    const collect = async (choice: Parameters<typeof replayFromServer>[1]) => {
      const verdicts = [];
      for await (const verdict of replayFromServer(sandbox.product, choice)) verdicts.push(verdict);
      return verdicts;
    };
    const newest = await collect({ kind: 'workflow', workflowId, allRuns: false });
    expect(newest).toMatchObject([{ kind: 'ok', workflowId }]);
    const all = await eventually('both runs in the search', async () => {
      const found = await collect({ kind: 'workflow', workflowId, allRuns: true });
      return found.length === 2 && found;
    });
    expect(all.map(({ kind }) => kind)).toEqual(['ok', 'ok']);

    const waiting = open(sandbox, { sourceType: 'email' }).message;
    const running = await eventually('the open run in the search', async () => {
      const found = await collect({ kind: 'open', taskQueue: sandbox.taskQueue });
      return found.length > 0 && found;
    });
    expect(running).toMatchObject([{ kind: 'ok', workflowId: assistWorkflowId(waiting) }]);
    await ended(sandbox, waiting);
  });

  it('names a run that there is not', async () => {
    const choice = { kind: 'workflow', workflowId: 'assist:x:1:part-1', allRuns: false } as const;
    await expect(replayFromServer(sandbox.product, choice).next()).rejects.toThrow(
      'Temporal has no run assist:x:1:part-1',
    );
  });
});
