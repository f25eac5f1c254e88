import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { realClock } from '../../app/clocks.ts';
import { type PreviewedConversation, decideAll } from '../../app/preview/decide-all.ts';
import { preview } from '../../app/preview/preview.ts';
import { readLast } from '../../app/preview/read-conversations.ts';
import { readKnowledge } from '../../app/preview/read-knowledge.ts';
import { previewReport } from '../../cli/preview-report.ts';
import { loadConfig } from '../../config/load.ts';
import { createReadingClient } from '../../intercom/reading.ts';
import { createExtractiveModel } from '../../models/extractive.ts';
import type { IntercomSimulator } from '../../sandbox/intercom/simulator-types.ts';
import { startIntercomSimulator } from '../../sandbox/intercom/simulator.ts';
import { databaseUri } from '../support/database.ts';
import { answered, dayMs, previewWorkspace, question } from '../support/preview-workspace.ts';

let simulator: IntercomSimulator;
beforeAll(async () => {
  simulator = await startIntercomSimulator({ clock: realClock });
});
afterAll(() => simulator.stop());

type Workspace = ReturnType<typeof previewWorkspace>;
const { signal } = new AbortController();

const clientOf = ({ token }: Workspace) =>
  createReadingClient({
    ...{ accessToken: token, baseUrl: simulator.url, version: '2.14', timeoutMs: 20_000 },
    now: Date.now,
  });

/** What a preview of the workspace asks, on the servers of the tests. */
async function previewOf(workspace: Workspace): Promise<readonly PreviewedConversation[]> {
  const client = clientOf(workspace);
  const aiAdminId = 'unknown';
  return decideAll({
    servers: {
      temporal: {
        ...{ address: inject('temporalAddress'), namespace: 'default', apiKey: null, tls: null },
      },
      mongodbUri: databaseUri('preview'),
    },
    workspace: { appId: workspace.appId, aiAdminId },
    conversations: await readLast(client, { last: 10, aiAdminId }, signal),
    knowledge: await readKnowledge(client, null, signal),
    ...{ model: createExtractiveModel(), keyless: true, signal },
    ...{ embedder: null, report: () => undefined },
  });
}

describe('a preview', () => {
  it('decides as of the last customer message, whatever came afterwards', async () => {
    const workspace = previewWorkspace(simulator);
    const { appId, ask, customer, jane } = workspace;
    const answeredId = ask(question, 40);
    jane(answeredId, answered, 39);
    simulator.close({ appId, conversationId: answeredId });
    const silent = ask('Hello', 400);
    const thanked = ask(question, 3);
    jane(thanked, answered, 2);
    customer(thanked, 'Thanks a lot!', 1);
    const pictured = ask(question, 2);
    customer(pictured, null, 1.9);
    const unknown = ask('Do you sell garden furniture in Lisbon?', 5);
    const campaign = ask('Our spring news', 1, { deliveredAs: 'admin_initiated' });

    const previewed = await previewOf(workspace);
    const of = (id: string) =>
      previewed.find(({ conversationId }) => conversationId === id)?.decided;
    expect(of(answeredId)).toMatchObject({
      message: question,
      outcome: { kind: 'suggested' },
      sources: [{ title: 'Export your data' }],
      answer: { text: answered },
    });
    const asked = simulator.conversation(appId, answeredId);
    expect(of(answeredId)?.createdAtMs).toBe(Number(asked?.['created_at']) * 1_000);
    expect(JSON.stringify(of(answeredId)?.draft)).toContain('Settings');
    expect(Date.now() - (of(answeredId)?.createdAtMs ?? 0)).toBeGreaterThan(39 * dayMs);
    expect(of(silent)?.outcome).toEqual({ kind: 'quiet', reason: 'nothing_to_answer' });
    expect(of(thanked)).toMatchObject({
      message: 'Thanks a lot!',
      outcome: { kind: 'quiet', reason: 'nothing_to_answer' },
      answer: null,
    });
    expect(of(pictured)).toMatchObject({ message: question, outcome: { kind: 'suggested' } });
    expect(of(unknown)).toMatchObject({ outcome: { kind: 'quiet' }, answer: null });
    expect(of(campaign)).toBeNull();

    const words = previewReport({
      workspace: { appId, name: 'Sandbox' },
      ...{ articles: 3, seconds: 4.2 },
      conversations: previewed.map((one) => ({ ...one, url: 'https://inbox.example' })),
    });
    expect(words).toContain('No customer has written in this conversation.');
    expect(words).toContain('Of 6 conversations: 2 drafts, 3 quiet (2 nothing_to_answer');
  });

  it('prefers conversations that a customer began, and keeps the order of their changes', async () => {
    const workspace = previewWorkspace(simulator);
    const older = workspace.ask(question, 3);
    const newer = workspace.ask(question, 2);
    const campaign = workspace.ask('News', 1, { deliveredAs: 'admin_initiated' });
    const read = async (last: number) => {
      const options = { last, aiAdminId: 'unknown' };
      return (await readLast(clientOf(workspace), options, signal)).map(({ id }) => id);
    };
    expect(await read(2)).toEqual([newer, older]);
    expect(await read(3)).toEqual([campaign, newer, older]);
  });
});

describe('a preview that cannot be made says why in one sentence', () => {
  let empty: string;
  beforeAll(async () => {
    empty = await mkdtemp(join(tmpdir(), 'sidenote-no-articles-'));
  });
  afterAll(() => rm(empty, { recursive: true }));

  /** Ends before a server is started. */
  const asked = (
    environment: Record<string, string>,
    more: { conversation?: string; knowledge?: string } = {},
  ) =>
    preview({
      ...{ environment: {}, signal, report: () => undefined, knowledge: more.knowledge ?? null },
      config: loadConfig({ INTERCOM_BASE_URL: simulator.url, ...environment }),
      asked:
        more.conversation === undefined
          ? { last: 10 }
          : { appId: null, conversationId: more.conversation },
    });
  const opened = (given?: Parameters<typeof previewWorkspace>[1]) => {
    const workspace = previewWorkspace(simulator, given);
    workspace.ask(question);
    return { workspace, environment: { INTERCOM_ACCESS_TOKEN: workspace.token } };
  };

  it('no token', async () => {
    await expect(asked({})).rejects.toThrow(/^[^\n]*INTERCOM_ACCESS_TOKEN: name it [^\n]*$/);
  });

  it('a wrong token', async () => {
    await expect(asked({ INTERCOM_ACCESS_TOKEN: 'wrong' })).rejects.toThrow(
      /^Intercom refuses the access token \(401\): check INTERCOM_ACCESS_TOKEN [^\n]* INTERCOM_REGION [^\n]*\.$/,
    );
  });

  it('another region', async () => {
    await expect(asked(opened({ region: 'eu' }).environment)).rejects.toThrow(
      'The workspace is hosted in eu, INTERCOM_REGION is us: set INTERCOM_REGION=eu.',
    );
  });

  it('no help center', async () => {
    const { environment } = opened({ helpCenter: false });
    await expect(asked(environment)).rejects.toThrow(/no public help-center article[^\n]*--kb/);
    await expect(asked(environment, { knowledge: empty })).rejects.toThrow(
      /has a public article[^\n]*--kb\.$/,
    );
    await expect(asked(environment, { knowledge: join(empty, 'none') })).rejects.toThrow(
      'there is no such folder or file',
    );
  });

  it('a conversation that does not exist', async () => {
    const { workspace, environment } = opened();
    await expect(asked(environment, { conversation: '404' })).rejects.toThrow(
      `Workspace ${workspace.appId} has no conversation 404: check the id, or paste`,
    );
  });

  it('a reached rate limit', async () => {
    await expect(asked(opened({ rateLimit: 1 }).environment)).rejects.toThrow(
      /^Intercom's rate limit is reached: run this again in \d+ seconds\.$/,
    );
  });

  it('a permission that is missing, and an Intercom that is not there', async () => {
    const { workspace, environment } = opened();
    const { appId } = workspace;
    const refused = { kind: 'before', method: 'GET', path: '/articles', status: 403, appId };
    simulator.setFaults({ calls: [refused] });
    await expect(asked(environment)).rejects.toThrow(
      /^Intercom refuses to give the help center \(.*403.*permission.*\)\.$/,
    );
    simulator.setFaults({ calls: [] });
    const nowhere = { ...environment, INTERCOM_BASE_URL: 'http://127.0.0.1:9' };
    await expect(asked(nowhere)).rejects.toThrow(/did not give the workspace .*check the network/);
  });
});
