import type { Conversation } from './conversation.ts';
import type { KnowledgeRule, Settings } from './settings.ts';

type Attributes = Conversation['customAttributes'];

/** An attribute of the conversation that a model may see. */
export type VisibleAttribute = { readonly name: string; readonly value: string | number | boolean };

/** So many, and so many characters of a value. */
const most = { attributes: 30, characters: 200 } as const;

const folded = (text: string): string => text.trim().toLowerCase();

/** What the rule of the settings lets through; names are compared without regard to capitals. */
export function visibleAttributes(
  attributes: Attributes,
  { rule, names }: Settings['attributes'],
): readonly VisibleAttribute[] {
  const named = new Set(names.map(folded));
  const isVisible = (name: string): boolean => {
    switch (rule) {
      case 'allow_all':
        return true;
      case 'block_all':
        return false;
      case 'allow_only':
        return named.has(folded(name));
      case 'block_only':
        return !named.has(folded(name));
    }
  };
  return Object.entries(attributes)
    .flatMap(([name, value]): VisibleAttribute[] =>
      value === null || !isVisible(name)
        ? []
        : [{ name, value: typeof value === 'string' ? value.slice(0, most.characters) : value }],
    )
    .slice(0, most.attributes);
}

/** What has to be kept although no model may see it: values that a rule for knowledge names itself. */
export function attributesOfRules(
  rules: readonly KnowledgeRule[],
  attributes: Attributes,
): Attributes {
  const entries = Object.entries(attributes).filter(([name, value]) =>
    rules.some(
      (rule) =>
        rule.by === 'attribute' &&
        folded(rule.name) === folded(name) &&
        rule.values.some((one) => folded(one) === folded(String(value))),
    ),
  );
  return Object.fromEntries(entries);
}
