import type { Conversation } from './conversation.ts';
import { isWithin } from './host-names.ts';
import type { KnowledgeRule } from './settings.ts';

/** Which knowledge a conversation may use. */
export type KnowledgeScope = {
  /** Number of the rule that decided, from 1; null: none matches, or there are no rules. */
  readonly rule: number | null;
  /** Sources that rules name for other conversations; the rest may be searched. */
  readonly excludedSources: readonly string[];
};

/** What rules look at. */
export type ScopeFacts = Pick<
  Conversation,
  'assignment' | 'customAttributes' | 'writtenTo' | 'pageUrl'
>;

/**
 * The first rule that matches decides. A source that some rule names is only for conversations whose
 * rule names it; one that no rule names is for all. So a conversation that no rule knows never sees
 * what belongs to one brand.
 */
export function knowledgeScopeOf(
  rules: readonly KnowledgeRule[],
  facts: ScopeFacts,
): KnowledgeScope {
  const at = rules.findIndex((rule) => matches(rule, facts));
  const own = new Set(rules[at]?.sources);
  const named = new Set(rules.flatMap(({ sources }) => sources));
  return {
    rule: at === -1 ? null : at + 1,
    excludedSources: [...named].filter((source) => !own.has(source)).sort(),
  };
}

function matches(rule: KnowledgeRule, facts: ScopeFacts): boolean {
  switch (rule.by) {
    case 'team':
      return rule.teams.some((team) => team.trim() === facts.assignment.teamId);
    case 'attribute':
      return hasAttribute(rule, facts.customAttributes);
    case 'address':
      return (facts.writtenTo ?? []).some((address) => isAddressOf(rule.addresses, address));
    case 'host':
      return rule.hosts.some((host) => isWithin(hostOf(facts.pageUrl), host));
    case 'all':
      return true;
  }
}

const folded = (text: string): string => text.trim().toLowerCase();

function hasAttribute(
  { name, values }: Extract<KnowledgeRule, { by: 'attribute' }>,
  attributes: Conversation['customAttributes'],
): boolean {
  const wanted = new Set(values.map(folded));
  return Object.entries(attributes).some(
    ([own, value]) =>
      folded(own) === folded(name) && value !== null && wanted.has(folded(String(value))),
  );
}

/** An entry is an address, or `@` and a domain, which holds those below it. */
const isAddressOf = (entries: readonly string[], address: string): boolean =>
  entries.some((entry) =>
    folded(entry).startsWith('@')
      ? isWithin(domainOf(address), entry)
      : folded(entry) === folded(address),
  );

const domainOf = (address: string): string =>
  folded(address).slice(folded(address).lastIndexOf('@') + 1);

/** Empty for what is no address: it is within nothing. */
const hostOf = (address: string | null): string =>
  address === null ? '' : (URL.parse(address)?.hostname.toLowerCase() ?? '');

/** Of the addresses that a customer wrote to, those that a rule names: no others have to be kept. */
export const addressesOfRules = (
  rules: readonly KnowledgeRule[],
  addresses: readonly string[],
): readonly string[] =>
  addresses.filter((address) =>
    rules.some((rule) => rule.by === 'address' && isAddressOf(rule.addresses, address)),
  );
