import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ScopeFacts,
  addressesOfRules,
  knowledgeScopeOf,
} from '../../domain/knowledge-scope.ts';
import type { KnowledgeRule } from '../../domain/settings.ts';

const facts = (changes: Partial<ScopeFacts> = {}): ScopeFacts => ({
  assignment: { teammateId: '7', teamId: null },
  ...{ customAttributes: {}, writtenTo: [], pageUrl: null },
  ...changes,
});
const sources = ['acme'];
const holds = (rule: KnowledgeRule, changes: Partial<ScopeFacts>): boolean =>
  knowledgeScopeOf([rule], facts(changes)).rule === 1;

describe('a rule', () => {
  it.each<[KnowledgeRule, Partial<ScopeFacts>, boolean]>([
    [
      { by: 'team', teams: ['5', '6'], sources },
      { assignment: { teammateId: null, teamId: '6' } },
      true,
    ],
    [{ by: 'team', teams: ['7'], sources }, {}, false],
    [
      { by: 'attribute', name: 'Brand', values: ['Acme'], sources },
      { customAttributes: { brand: ' ACME' } },
      true,
    ],
    [
      { by: 'attribute', name: 'Brand', values: ['Acme'], sources },
      { customAttributes: { Brand: 'Acme Labs' } },
      false,
    ],
    [
      { by: 'attribute', name: 'seats', values: ['3'], sources },
      { customAttributes: { seats: 3 } },
      true,
    ],
    [
      { by: 'attribute', name: 'none', values: ['null'], sources },
      { customAttributes: { none: null } },
      false,
    ],
    [{ by: 'attribute', name: 'toString', values: ['x'], sources }, {}, false],
    [
      { by: 'address', addresses: ['help@acme.example'], sources },
      { writtenTo: ['a@b.example', 'Help@Acme.Example'] },
      true,
    ],
    [
      { by: 'address', addresses: ['@acme.example'], sources },
      { writtenTo: ['x@eu.acme.example'] },
      true,
    ],
    [
      { by: 'address', addresses: ['@acme.example'], sources },
      { writtenTo: ['x@notacme.example'] },
      false,
    ],
    [
      { by: 'address', addresses: ['help@acme.example'], sources },
      { writtenTo: ['x-help@acme.example'] },
      false,
    ],
    [
      { by: 'host', hosts: ['acme.example'], sources },
      { pageUrl: 'https://app.ACME.example:8443/x?y=1' },
      true,
    ],
    [
      { by: 'host', hosts: ['acme.example'], sources },
      { pageUrl: 'https://beta.example/acme.example' },
      false,
    ],
    [
      { by: 'host', hosts: ['acme.example'], sources },
      { pageUrl: 'https://acme.example@beta.example/' },
      false,
    ],
    [{ by: 'host', hosts: ['acme.example'], sources }, { pageUrl: 'no address' }, false],
    [{ by: 'all', sources }, {}, true],
  ])('%j of %j: %s', (rule, changes, expected) => {
    expect(holds(rule, changes)).toBe(expected);
  });

  it('by an address matches no thread whose addresses were never read', () => {
    const { assignment, customAttributes, pageUrl } = facts();
    const older = { assignment, customAttributes, pageUrl };
    const rule: KnowledgeRule = { by: 'address', addresses: ['@acme.example'], sources };
    expect(knowledgeScopeOf([rule], older).rule).toBeNull();
  });
});

describe('the knowledge of a conversation', () => {
  const brand = (name: string, ...own: string[]): KnowledgeRule => ({
    ...{ by: 'attribute', name: 'brand', values: [name], sources: own },
  });
  const rules = [brand('north', 'north-help'), brand('south', 'south-help', 'south-wiki')];
  const of = (name: string, list = rules) =>
    knowledgeScopeOf(list, facts({ customAttributes: { brand: name } }));

  it('is all of it without rules', () => {
    expect(of('north', [])).toEqual({ rule: null, excludedSources: [] });
  });

  it('is what its rule names and what none names', () => {
    expect(of('north')).toEqual({ rule: 1, excludedSources: ['south-help', 'south-wiki'] });
    expect(of('south')).toEqual({ rule: 2, excludedSources: ['north-help'] });
  });

  it('is only what no rule names where no rule matches', () => {
    const excludedSources = ['north-help', 'south-help', 'south-wiki'];
    expect(of('east')).toEqual({ rule: null, excludedSources });
  });

  it('is decided by the first rule that matches', () => {
    const rest: KnowledgeRule = { by: 'all', sources: ['north-help', 'shared'] };
    expect(of('south', [...rules, rest]).excludedSources).toEqual(['north-help', 'shared']);
    expect(of('east', [...rules, rest])).toMatchObject({ rule: 3 });
    expect(of('south', [rest, ...rules])).toMatchObject({ rule: 1 });
  });

  it('never holds a source that rules name for others alone, and always what none names', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const list = fc.array(fc.tuple(name, fc.uniqueArray(name, { minLength: 1 })), { maxLength: 6 });
    fc.assert(
      fc.property(list, name, (drawn, conversation) => {
        const found = of(
          conversation,
          drawn.map(([value, own]) => brand(value, ...own)),
        );
        const first = drawn.findIndex(([value]) => value === conversation);
        const own = drawn[first]?.[1] ?? [];
        const others = new Set(drawn.flatMap(([, theirs]) => theirs));
        expect(found.rule).toBe(first === -1 ? null : first + 1);
        for (const source of ['a', 'b', 'c', 'd'] as const) {
          const isIn = !found.excludedSources.includes(source);
          expect(isIn).toBe(own.includes(source) || !others.has(source));
        }
      }),
    );
  });
});

it('keeps of the addresses only those that rules ask about', () => {
  const rules: KnowledgeRule[] = [
    { by: 'address', addresses: ['help@acme.example', '@beta.example'], sources },
    { by: 'host', hosts: ['gamma.example'], sources },
  ];
  const all = ['dana@gamma.example', 'help@acme.example', 'jo@acme.example', 'x@beta.example'];
  expect(addressesOfRules(rules, all)).toEqual(['help@acme.example', 'x@beta.example']);
  expect(addressesOfRules([], all)).toEqual([]);
});
