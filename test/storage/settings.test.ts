import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../domain/settings.ts';
import { createSettings } from '../../storage/settings.ts';
import { ownDatabase } from '../support/database.ts';

const database = ownDatabase('settings');
const store = () => createSettings(database().db);

let workspaces = 0;
const newApp = (): string => {
  workspaces += 1;
  return `app${workspaces}`;
};
const save = (appId: string, base: number, settings: unknown) =>
  store().save({ appId, base, settings, nowMs: 1_000 });

describe('settings', () => {
  it('are the presets until somebody edits them: shadow, version 0', async () => {
    expect(await store().current(newApp())).toEqual({
      version: 0,
      settings: defaultSettings,
      unknownNames: [],
    });
    expect(defaultSettings.mode).toBe('shadow');
  });

  it('get a new version with an edit, and keep the old one', async () => {
    const appId = newApp();
    const first = await save(appId, 0, { ...defaultSettings, mode: 'live' });
    expect(first).toMatchObject({ kind: 'saved', saved: { version: 1 } });
    await save(appId, 1, { ...defaultSettings, mode: 'live', unassigned: 'quiet' });
    expect((await store().current(appId)).version).toBe(2);
    expect((await store().version(appId, 1)).settings).toMatchObject({
      mode: 'live',
      unassigned: 'assist',
    });
    expect((await store().version(appId, 0)).settings).toEqual(defaultSettings);
  });

  it('refuse an edit of an older version, and show the current one', async () => {
    const appId = newApp();
    await save(appId, 0, { ...defaultSettings, mode: 'live' });
    expect(await save(appId, 0, { ...defaultSettings, footer: 'code' })).toMatchObject({
      kind: 'conflict',
      current: { version: 1, settings: { mode: 'live' } },
    });
  });

  it('take one of twenty edits of the same version', async () => {
    const appId = newApp();
    const edits = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        save(appId, 0, { ...defaultSettings, retentionDays: index + 1 }),
      ),
    );
    expect(edits.filter(({ kind }) => kind === 'saved')).toHaveLength(1);
    expect(edits.filter(({ kind }) => kind === 'conflict')).toHaveLength(19);
  });

  it('take rules for knowledge of every kind', async () => {
    const sources = ['markdown:acme'];
    const rules = [
      { by: 'attribute', name: 'Brand', values: ['Acme'], sources },
      { by: 'team', teams: ['814865'], sources },
      { by: 'address', addresses: ['help@acme.example', '@beta.example'], sources },
      { by: 'host', hosts: ['app.acme.example', 'localhost'], sources },
      { by: 'all', sources: ['intercom'] },
    ];
    const answer = await save(newApp(), 0, { knowledge: { rules } });
    expect(answer).toMatchObject({ kind: 'saved', saved: { settings: { knowledge: { rules } } } });
  });

  it('make no new version of an edit that changes nothing', async () => {
    const appId = newApp();
    expect(await save(appId, 0, {})).toMatchObject({ kind: 'unchanged', current: { version: 0 } });
    await save(appId, 0, { mode: 'live' });
    const { settings } = await store().current(appId);
    expect(await save(appId, 1, settings)).toMatchObject({ kind: 'unchanged' });
  });

  it.each([
    [{ mode: 'loud' }, 'mode'],
    [{ confidenceThreshold: 2 }, 'confidenceThreshold'],
    [{ waits: { firstWebMs: -1 } }, 'waits.firstWebMs'],
    [{ waits: { attributeMs: 60_001 } }, 'waits.attributeMs'],
    [{ scope: { percentage: 101 } }, 'scope.percentage'],
    [{ deadlineMs: 0 }, 'deadlineMs'],
    [{ knowledge: { rules: [{ by: 'brand', sources: ['s'] }] } }, 'knowledge.rules.0.by'],
    [
      { knowledge: { rules: [{ by: 'team', teams: [], sources: ['s'] }] } },
      'knowledge.rules.0.teams',
    ],
    [{ knowledge: { rules: [{ by: 'all', sources: [] }] } }, 'knowledge.rules.0.sources'],
    [{ knowledge: { rules: [{ by: 'all', team: ['5'], sources: ['s'] }] } }, 'knowledge.rules.0'],
    [
      { knowledge: { rules: [{ by: 'host', hosts: ['https://a.example'], sources: ['s'] }] } },
      'knowledge.rules.0.hosts.0: write a host without scheme',
    ],
    [
      { knowledge: { rules: [{ by: 'address', addresses: ['acme'], sources: ['s'] }] } },
      'knowledge.rules.0.addresses.0: write an address',
    ],
    [{ excludedTopics: ['  '] }, 'excludedTopics'],
    ['words', 'settings'],
  ])('refuse %j and name what is wrong', async (settings, name) => {
    const answer = await save(newApp(), 0, settings);
    expect(answer.kind).toBe('invalid');
    expect(answer.kind === 'invalid' && answer.problems.join()).toContain(name);
  });
});

describe('settings as another version of Sidenote stored them', () => {
  const stored = async (settings: unknown): Promise<string> => {
    const appId = newApp();
    await database()
      .db.collection<{ _id: string }>('settings')
      .insertOne({
        _id: `${appId}:1`,
        ...{ appId, version: 1, schemaVersion: 1, settings, savedAtMs: 0 },
      });
    return appId;
  };

  it('get the presets for what is missing', async () => {
    const appId = await stored({ mode: 'live', waits: { firstWebMs: 1 } });
    const { settings, unknownNames } = await store().current(appId);
    expect(settings).toEqual({
      ...defaultSettings,
      mode: 'live',
      waits: { ...defaultSettings.waits, firstWebMs: 1 },
    });
    expect(unknownNames).toEqual([]);
  });

  it('report names that are not known, without failing', async () => {
    const appId = await stored({ mode: 'live', tone: 'kind', waits: { later: 1 }, topics: [] });
    expect((await store().current(appId)).unknownNames).toEqual(['tone', 'waits.later']);
  });

  it('keep those names where an edit carries them on', async () => {
    const appId = await stored({ mode: 'live', tone: 'kind', waits: { later: 1 } });
    await save(appId, 1, { mode: 'live', footer: 'code', tone: 'kind', waits: { later: 1 } });
    const edited = await store().current(appId);
    expect(edited).toMatchObject({ version: 2, settings: { footer: 'code', mode: 'live' } });
    expect(edited.unknownNames).toEqual(['tone', 'waits.later']);
    const document = await database().db.collection('settings').findOne({ appId, version: 2 });
    expect(document?.['settings']).toMatchObject({ tone: 'kind', waits: { later: 1 } });
  });
});

it('refuses a limit in money as long as nothing says what tokens cost', async () => {
  const limited = { workspaceMonth: { money: 50 } };
  const save = (appId: string, budgets: object) =>
    store().save({ appId, base: 0, settings: { budgets }, nowMs: 1 });
  expect(await save('unpriced', limited)).toMatchObject({
    ...{ kind: 'invalid', problems: [expect.stringMatching(/^budgets: .*budgets\.prices/)] },
  });
  const prices = { inputPerMillion: 0, outputPerMillion: 1.6 };
  expect(await save('priced', { ...limited, prices })).toMatchObject({ kind: 'saved' });
});
