import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { editSettings, readAssignments } from '../../app/edit-settings.ts';
import { keylessTopics } from '../../app/explain.ts';
import { readValue } from '../../app/settings-paths.ts';
import { type Stores, openStores } from '../../app/stores.ts';
import { editFrom, editWords, readSettings } from '../../cli/settings.ts';

let stores: Stores;
let appId: string;
let count = 0;

beforeAll(async () => {
  const uri = new URL(inject('mongodbUri'));
  uri.pathname = `/settings_${process.pid}`;
  stores = await openStores(uri.href, 'shadow');
});
afterAll(() => stores.database.close());
beforeEach(() => {
  count += 1;
  appId = `w${count}`;
});

const edit = async (typed: string[], base?: number) => {
  const read = readAssignments(typed);
  if (read.kind === 'invalid') return read;
  return editSettings(stores, { appId, base, edit: read.edit, nowMs: 1 });
};

describe('settings set', () => {
  it('saves a version and names what changed', async () => {
    const answer = await edit(['mode=live', 'tags.quiet=true']);
    expect(answer).toMatchObject({ kind: 'saved', version: 1 });
    if (answer.kind !== 'saved') throw new Error(answer.kind);
    expect(editWords(answer)).toBe(
      'Saved as version 1.\n  mode: shadow → live\n  tags.quiet: false → true',
    );
  });

  it('takes rules for knowledge as JSON, and says what is wrong with one', async () => {
    const rule = '{"by":"team","teams":["5"],"sources":["acme"]}';
    expect(await edit([`knowledge.rules=[${rule}]`])).toMatchObject({ kind: 'saved' });
    const wrong = await edit([`knowledge.rules=[${rule.replace('teams', 'team')}]`]);
    expect(wrong.kind === 'invalid' && wrong.problems.join()).toContain('knowledge.rules.0');
    expect(await edit(['knowledge.rules=acme'])).toMatchObject({ kind: 'invalid' });
  });

  it('makes no version of an edit that changes nothing', async () => {
    await edit(['mode=live']);
    expect(await edit(['mode=live'])).toMatchObject({ kind: 'unchanged', version: 1 });
    expect(await edit(['unassigned=assist'])).toMatchObject({ kind: 'unchanged', version: 1 });
  });

  it('refuses an edit on an older version and shows what changed meanwhile', async () => {
    await edit(['mode=live']);
    await edit(['confidenceThreshold=0.7']);
    const answer = await edit(['mode=shadow'], 1);
    expect(answer).toMatchObject({ kind: 'conflict', base: 1, version: 2 });
    if (answer.kind !== 'conflict') throw new Error(answer.kind);
    const words = editWords(answer);
    expect(words).toContain('made on version 1, and version 2 is current');
    expect(words).toContain('confidenceThreshold: 0.3 → 0.7');
    expect((await stores.settings.version(appId, 2)).settings.confidenceThreshold).toBe(0.7);
  });

  it('keeps what an edit does not name, and one winner of two at once', async () => {
    await edit(['excludedTopics=["refund disputes"]']);
    const answers = await Promise.all([
      edit(['footer=code'], 1),
      edit(['footer=full', 'internalBlock=false'], 1),
    ]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['conflict', 'saved']);
    const { settings } = await stores.settings.current(appId);
    expect(settings.excludedTopics).toEqual(['refund disputes']);
  });

  it.each([
    ['mod=live', 'no setting has this name. Did you mean mode'],
    ['mode', 'write NAME=VALUE'],
    ['=live', 'write NAME=VALUE'],
    ['tags.colour=red', 'no setting has this name'],
  ])('reports %s', async (typed, words) => {
    const answer = await edit([typed]);
    expect(answer).toMatchObject({ kind: 'invalid' });
    expect(answer.kind === 'invalid' && answer.problems.join()).toContain(words);
  });

  it('reports values that do not fit', async () => {
    const answer = await edit(['mode=loud', 'confidenceThreshold=7']);
    expect(answer).toMatchObject({ kind: 'invalid' });
    expect(answer.kind === 'invalid' && answer.problems.length).toBe(2);
  });

  it('keeps and reports unknown names that a file brings', async () => {
    const brought = { mode: 'live', tags: { later: 'x' } };
    const first = await editSettings(stores, { appId, edit: brought, nowMs: 1 });
    expect(first).toMatchObject({ kind: 'saved', unknownNames: ['tags.later'] });
    const second = await edit(['footer=code']);
    expect(second).toMatchObject({ kind: 'saved', unknownNames: ['tags.later'] });
  });

  it('does not save the mode that the environment forces', async () => {
    await edit(['mode=live']);
    await edit(['footer=code']);
    expect((await stores.settings.current(appId)).settings.mode).toBe('shadow');
    const changes = await edit(['mode=live']);
    expect(changes).toMatchObject({ kind: 'unchanged' });
  });
});

describe('settings get', () => {
  it('prints what set takes', async () => {
    await edit(['excludedTopics=["refund disputes"]']);
    const read = await readSettings({ stores, keyless: true }, appId, undefined);
    expect(read?.words).toContain('# version 1');
    expect(read?.words).toContain('excludedTopics=["refund disputes"]');
    expect(read?.words).toContain('waits.attribute=null');
    expect(read?.words).toContain(keylessTopics);
  });

  it('prints one name, or a group', async () => {
    const stored = { stores, keyless: true };
    expect((await readSettings(stored, appId, 'tags.suggested'))?.json).toBe('opencx_ai_assisted');
    expect((await readSettings(stored, appId, 'channels'))?.words).toBe(
      'channels.web=true\nchannels.email=true\nchannels.other=false',
    );
    expect(await readSettings(stored, appId, 'nothing')).toBeUndefined();
    expect(await readSettings(stored, appId, '__proto__')).toBeUndefined();
  });

  it('round-trips through a file, with its version', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sidenote-settings-'));
    await edit(['mode=live']);
    const read = await readSettings({ stores, keyless: false }, appId, undefined);
    const file = join(folder, 's.json');
    await writeFile(file, JSON.stringify(read?.json));
    const { edit: fromFile, base } = await editFrom([], file);
    expect(base).toBe(1);
    expect(fromFile).toMatchObject({ channels: { web: true } });
    await expect(editFrom(['mode=live'], file)).rejects.toThrow('NAME=VALUE, or --file');
    await writeFile(file, '[]');
    await expect(editFrom([], file)).rejects.toThrow('no JSON object');
  });
});

describe('a typed value', () => {
  it.each([
    ['mode', 'live', 'live'],
    ['tags.suggested', '123', '123'],
    ['tags.suggested', '"a b"', 'a b'],
    ['tags.quiet', 'true', true],
    ['confidenceThreshold', '0.8', 0.8],
    ['excludedTopics', 'anything legal', ['anything legal']],
    ['excludedTopics', '', []],
    ['excludedTopics', '["a","b"]', ['a', 'b']],
    ['waits.attribute', 'null', null],
    ['waits.attribute', 'Brand', 'Brand'],
    ['tags.quiet', 'perhaps', 'perhaps'],
  ])('%s=%s', (name, typed, value) => {
    expect(readValue(name, typed)).toEqual(value);
  });
});
