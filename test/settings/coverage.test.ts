import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { settingsSchema } from '../../storage/settings-schema.ts';
import { ownDatabase } from '../support/database.ts';
import { type Seen, type SettingsBench, startSettingsBench } from './bench.ts';
import { type Effect, effects } from './effects.ts';
import { settingLeaves } from './leaves.ts';

const database = ownDatabase('settings-coverage');
let bench: SettingsBench;
beforeAll(async () => {
  bench = await startSettingsBench(database());
});
afterAll(() => bench.stop());

const leaves = settingLeaves(settingsSchema);

it('every setting of the schema has an entry, and every entry is a setting', () => {
  expect(Object.keys(effects).toSorted()).toEqual([...leaves].toSorted());
});

it('a setting that is new is noticed, wherever it stands', () => {
  const grown = z.object({
    one: z.object({ old: z.number().default(1), added: z.boolean().default(false) }).prefault({}),
    rows: z.array(z.object({ word: z.string(), list: z.array(z.string()).nullable() })),
    kinds: z.array(
      z.discriminatedUnion('by', [
        z.strictObject({ by: z.literal('a'), left: z.string() }),
        z.strictObject({ by: z.literal('b'), right: z.string() }),
      ]),
    ),
  });
  expect(settingLeaves(grown)).toEqual([
    ...['one.old', 'one.added', 'rows[].word', 'rows[].list'],
    ...['kinds[].by', 'kinds[].left', 'kinds[].right'],
  ]);
});

it('none is without an effect', () => {
  const missing = Object.entries(effects).flatMap(([name, entry]) =>
    'missing' in entry ? [name] : [],
  );
  expect(missing).toEqual([]);
});

describe('settings about something else than outcome and note have their test', () => {
  const others = Object.entries(effects).flatMap(([name, entry]) =>
    'elsewhere' in entry ? [[name, entry.elsewhere] as const] : [],
  );
  it.each(others)('%s', async (name, file) => {
    const source = await readFile(file, 'utf8');
    expect(source).toMatch(new RegExp(`\\b${name.split('.').at(-1) ?? name}\\b`));
  });
});

const effectsOf = Object.entries(effects).flatMap(([name, entry]): [string, Effect][] =>
  'differs' in entry ? [[name, entry]] : [],
);

/** Lines of one that the other does not have. */
const only = (lines: readonly string[], others: readonly string[]): readonly string[] =>
  lines.filter((line) => !others.includes(line));

const expected = (seen: string | readonly string[], change: string | RegExp | null): void => {
  if (change === null) return expect(seen).toEqual([]);
  const lines = typeof seen === 'string' ? [seen] : seen;
  expect(lines).not.toEqual([]);
  for (const line of lines) {
    if (change === '') expect(line).toBe('');
    else expect(line).toMatch(change);
  }
};

function compare(name: keyof Seen, before: Seen, after: Seen, { differs }: Effect): void {
  const change = differs[name];
  const [one, other] = [before[name], after[name]];
  if (change === undefined) {
    expect(other, name).toEqual(one);
  } else if (typeof one === 'string' || typeof other === 'string') {
    expect(other, name).not.toEqual(one);
    expected(one, change[0]);
    expected(other, change[1]);
  } else {
    expected(only(one, other), change[0]);
    expected(only(other, one), change[1]);
  }
}

describe('each setting changes what it is for, and nothing else', () => {
  it.each(effectsOf)('%s', async (_name, effect) => {
    const { scenario = {}, differs } = effect;
    const before = await bench.see(scenario, effect.before ?? {});
    const after = await bench.see(scenario, effect.after);
    const names = ['outcome', 'written', 'tags', 'draft', 'below'] as const;
    if (differs.outcome === undefined) {
      for (const name of names) compare(name, before, after, effect);
      return;
    }
    // A message that stays quiet has no note at all; one that does not has the usual one.
    compare('outcome', before, after, effect);
    expect(after).toMatchObject({ written: 'no', tags: '', draft: [], below: [] });
    expect(before).toMatchObject(await usual(effect));
  });

  /** What the scenario comes to with the settings as they are by default. */
  async function usual({ scenario = {}, before }: Effect): Promise<Partial<Seen>> {
    const switches = 'channels' in (before ?? {}) || 'whileBotAnswers' in (before ?? {});
    const { draft, below } = await bench.see(scenario, switches ? (before ?? {}) : {});
    return { written: 'yes', tags: 'opencx_ai_assisted', draft, below };
  }
});
