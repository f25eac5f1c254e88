import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTopicRecorder } from '../../app/topic-recorder.ts';
import { type Stores, openStores } from '../../app/stores.ts';
import { verifyAll } from '../../app/verify.ts';
import type { Workspace } from '../../app/workspace.ts';
import { checkLines } from '../../cli/verify.ts';
import { loadConfig } from '../../config/load.ts';
import type { IntercomSimulator } from '../../sandbox/intercom/simulator-types.ts';
import { startIntercomSimulator } from '../../sandbox/intercom/simulator.ts';
import { createTopics } from '../../storage/topics.ts';
import { realClock } from '../../app/clocks.ts';

let simulator: IntercomSimulator;
let stores: Stores;
let count = 0;

beforeAll(async () => {
  simulator = await startIntercomSimulator({ clock: realClock });
  const uri = new URL(inject('mongodbUri'));
  uri.pathname = `/verify_${process.pid}`;
  stores = await openStores(uri.href);
});
afterAll(async () => {
  await simulator.stop();
  await stores.database.close();
});

type Given = {
  token?: string;
  appId?: string;
  adminId?: string;
  adminHasSeat?: boolean;
  region?: 'us' | 'eu';
  environment?: Record<string, string>;
};

/** A workspace of its own, checked with what is given of it. */
function setUp(given: Given = {}) {
  count += 1;
  const appId = `v${count}`;
  const token = `token-${appId}`;
  simulator.createWorkspace({
    ...{ appId, token, clientSecret: 's', adminId: '9000001' },
    adminHasSeat: given.adminHasSeat ?? true,
    region: given.region ?? 'us',
  });
  const workspace: Workspace = {
    appId: given.appId ?? appId,
    adminId: given.adminId ?? '9000001',
    accessToken: given.token ?? token,
    clientSecrets: ['s'],
    baseUrl: simulator.url,
    version: '2.14',
    mode: null,
  };
  const config = loadConfig(given.environment ?? {});
  const check = async (withStores: Stores | null = stores) => {
    const checks = await verifyAll({ config, workspace, stores: withStores, nowMs: Date.now() });
    return {
      checks,
      of: (name: string) => checks.filter((one) => one.name === name),
      lines: checkLines(checks).join('\n'),
    };
  };
  return { appId, check };
}

describe('verify', () => {
  it('passes a good set-up, tells what is still to do, and only reads', async () => {
    const { check } = setUp();
    const { checks, of, lines } = await check();
    expect(checks.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(of('token')).toMatchObject([{ status: 'ok' }]);
    expect(of('AI admin')).toMatchObject([{ status: 'ok' }]);
    expect(of('AI admin is no person')).toMatchObject([{ status: 'ok' }]);
    expect(of('tag')[0]?.sentence).toContain('is made with the first note');
    expect(of('help center')).toMatchObject([{ status: 'ok' }]);
    expect(of('knowledge')).toMatchObject([{ status: 'warning' }]);
    expect(of('signing secret')).toMatchObject([{ status: 'warning' }]);
    expect(of('public address')).toMatchObject([{ status: 'warning' }]);
    expect(of('mode')[0]?.sentence).toContain('shadow');
    expect(lines).toContain('→ Import knowledge: npx sidenote kb import --intercom');
    expect(simulator.writes().filter(({ path }) => path !== '/conversations/search')).toEqual([]);
  });

  it('says what to do about a bad token, once', async () => {
    const { checks, of } = await setUp({ token: 'wrong' }).check();
    expect(of('token')).toMatchObject([
      { status: 'failed', whatToDo: expect.stringContaining('INTERCOM_ACCESS_TOKEN') },
    ]);
    expect(checks.filter(({ status }) => status === 'failed')).toHaveLength(1);
  });

  it('finds a token of another workspace, and another region', async () => {
    const { of } = await setUp({ appId: 'other', region: 'eu' }).check();
    expect(of('workspace')).toMatchObject([{ status: 'failed' }]);
    expect(of('region')).toMatchObject([
      { status: 'warning', whatToDo: expect.stringContaining('INTERCOM_REGION=eu') },
    ]);
  });

  it('finds an AI admin that does not exist or has no seat', async () => {
    const missing = await setUp({ adminId: '5' }).check();
    expect(missing.of('AI admin')).toMatchObject([{ status: 'failed' }]);
    const seatless = await setUp({ adminHasSeat: false }).check();
    expect(seatless.of('AI admin')[0]?.sentence).toContain('no inbox seat');
  });

  it('warns of an AI admin that works like a person', async () => {
    const { appId, check } = setUp();
    const contactId = simulator.addContact({ appId, name: 'Dana' });
    const assignee = { teammate: '9000001' };
    const started = simulator.startConversation({ appId, contactId, body: 'Hi', assignee });
    const { conversationId } = started;
    expect((await check()).of('AI admin is no person')[0]?.sentence).toContain(
      '1 open conversation',
    );
    simulator.teammateReplies({ appId, conversationId, teammateId: '9000001', body: 'Hello' });
    simulator.close({ appId, conversationId });
    const [person] = (await check()).of('AI admin is no person');
    expect(person).toMatchObject({ status: 'warning' });
    expect(person?.sentence).toContain('answered customers in 1');
  });

  it('names a permission that is missing', async () => {
    const { appId, check } = setUp();
    const forbidden = { kind: 'before', appId, method: 'GET', status: 403 } as const;
    simulator.setFaults({
      calls: ['/articles', '/internal_articles', '/tags', '/help_center/*'].map((path) => ({
        ...forbidden,
        path,
      })),
    });
    const { of } = await check();
    simulator.setFaults({});
    const warned = of('permissions').filter(({ status }) => status === 'warning');
    expect(warned.map(({ sentence }) => sentence).join()).toMatch(/help-center.*internal/);
    expect(warned[0]?.whatToDo).toContain('Developer Hub');
    expect(of('tag')).toMatchObject([{ status: 'warning' }]);
    expect(of('help center')).toMatchObject([{ status: 'warning' }]);
  });

  it('tells which topics were seen', async () => {
    const { appId, check } = setUp();
    const record = createTopicRecorder(createTopics(stores.database.db));
    const topic = 'conversation.user.created';
    const payloadAge = () => null;
    record({ appId, topic, receivedAtMs: 1_000_000, payloadAge });
    record({ appId, topic, receivedAtMs: 1_000_001, payloadAge });
    await expect
      .poll(() => createTopics(stores.database.db).seen(appId))
      .toEqual([{ topic, firstAtMs: 1_000_000, lastAtMs: 1_000_000, payloadAge: null }]);
    const { of } = await check();
    expect(of('signing secret')).toMatchObject([{ status: 'ok' }]);
    expect(of(`topic ${topic}`)).toMatchObject([{ status: 'ok' }]);
    expect(of('topic conversation.admin.assigned')).toMatchObject([{ status: 'warning' }]);
  });

  it('does without a database, and reports names that nothing reads', async () => {
    const { check } = setUp({ environment: { SIDENOTE_SECRETT: 'x' } });
    const { of } = await check(null);
    expect(of('webhooks')).toMatchObject([{ status: 'warning' }]);
    expect(of('environment')[0]?.sentence).toContain('SIDENOTE_SECRETT');
    expect(of('knowledge')).toEqual([]);
  });

  it('tells what workers found out, but not of a token that works again', async () => {
    const { appId, check } = setUp();
    const { troubles } = stores;
    const model = { provider: 'models.example', model: 'gpt-x' };
    await troubles.model(model, 'quota', 1_000_000);
    await troubles.intercom({ appId, trouble: 'notes' }, 403, 1_000_000);
    await troubles.intercom({ appId, trouble: 'token' }, 401, 1_000_000);
    await troubles.intercom({ appId: 'another', trouble: 'notes' }, 403, 1_000_000);
    const { of } = await check();
    expect(of('model gpt-x')).toMatchObject([{ status: 'failed' }]);
    expect(of('reconnect').map(({ sentence }) => sentence)).toEqual([
      `Intercom refuses notes (403) since 1970-01-01 00:16 UTC: workspace ${appId} has to be reconnected.`,
    ]);
    await troubles.model(model, null, 1_000_001);
    expect((await check()).of('model gpt-x')).toEqual([]);
  });

  it('asks the public address', async () => {
    const answers = await setUp({ environment: { PUBLIC_URL: 'http://127.0.0.1:1' } }).check();
    expect(answers.of('public address')).toMatchObject([{ status: 'failed' }]);
  });
});
