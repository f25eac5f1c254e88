import { describe, expect, it } from 'vitest';
import { type Settings, defaultSettings } from '../../domain/settings.ts';
import { forStorage } from '../../domain/thread-storage.ts';
import { visibleAttributes } from '../../domain/visible-attributes.ts';
import { entry, thread } from '../support/threads.ts';

const attributes = { Plan: 'Pro', Seats: 12, Beta: true, Owner: 'jo@mail.example', Gone: null };
const named = (rule: Settings['attributes']['rule'], names: readonly string[] = []) =>
  visibleAttributes(attributes, { rule, names }).map(({ name }) => name);

describe('what a model may see of a conversation', () => {
  it('is nothing by default', () => {
    expect(visibleAttributes(attributes, defaultSettings.attributes)).toEqual([]);
  });

  it.each<[Settings['attributes']['rule'], readonly string[], readonly string[]]>([
    ['allow_all', [], ['Plan', 'Seats', 'Beta', 'Owner']],
    ['allow_all', ['Plan'], ['Plan', 'Seats', 'Beta', 'Owner']],
    ['block_all', ['Plan'], []],
    ['allow_only', [' plan ', 'Nothing'], ['Plan']],
    ['allow_only', [], []],
    ['block_only', ['OWNER'], ['Plan', 'Seats', 'Beta']],
    ['block_only', [], ['Plan', 'Seats', 'Beta', 'Owner']],
  ])('is with %s of %j: %j', (rule, names, expected) => {
    expect(named(rule, names)).toEqual(expected);
  });

  it('is bounded in number and length', () => {
    const many = Object.fromEntries(
      Array.from({ length: 99 }, (_, at) => [`a${at}`, 'x'.repeat(5_000)]),
    );
    const visible = visibleAttributes(many, { rule: 'allow_all', names: [] });
    expect(visible).toHaveLength(30);
    expect(String(visible[0]?.value)).toHaveLength(200);
  });
});

describe('what is kept of a conversation', () => {
  const conversation = thread([entry('source-1', 'customer', 0)], { customAttributes: attributes });
  const kept = (changes: Partial<Settings>) =>
    forStorage(conversation, { ...defaultSettings, ...changes }).conversation.customAttributes;

  it('is what a model may see, masked', () => {
    expect(kept({})).toEqual({});
    expect(kept({ attributes: { rule: 'allow_only', names: ['owner', 'seats'] } })).toEqual({
      Owner: '<EMAIL_2>',
      Seats: 12,
    });
  });

  it('and what a rule for knowledge names, where it has a value of the rule', () => {
    const rule = (values: string[]) =>
      ({ by: 'attribute', name: 'plan', values, sources: ['a'] }) as const;
    expect(kept({ knowledge: { rules: [rule(['pro'])] } })).toEqual({ Plan: 'Pro' });
    expect(kept({ knowledge: { rules: [rule(['basic'])] } })).toEqual({});
  });
});
