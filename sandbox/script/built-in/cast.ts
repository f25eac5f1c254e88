import type { ConversationInput } from '../script-schema.ts';

type Events = ConversationInput['events'];
export type Customer = Extract<Events[number], { type: 'customer' }>;

export const jane = { teammate: 'Jane Agent' };
export const sam = { teammate: 'Sam Agent' };
export const support = { team: 'Support' };

/** A customer's message and what should come of it. */
export const says = (
  text: string,
  expect?: Customer['expect'],
  more: Partial<Omit<Customer, 'type' | 'text' | 'expect'>> = {},
): Customer => ({ type: 'customer', text, ...(expect ? { expect } : {}), ...more });

export const noted = (article: string): NonNullable<Customer['expect']> => ({
  outcome: 'suggested',
  article,
});
export const quietFor = (...reasons: string[]): NonNullable<Customer['expect']> => ({
  outcome: 'quiet',
  reasons,
});

/** Questions that the sample knowledge answers without doubt. */
export const questions = {
  export: 'How do I export my time entries?',
  twoFactor: 'How do I turn on two-factor authentication?',
  invite: 'How do I invite new members to the workspace?',
  slack: 'How do I connect Slack?',
} as const;

const answers = {
  export: { article: 'export-data', holds: 'Settings → Data → Export' },
  twoFactor: { article: 'two-factor', holds: 'Profile → Security' },
  invite: { article: 'invite-members', holds: 'Settings → People' },
  slack: { article: 'slack', holds: 'Settings → Integrations → Slack' },
} as const satisfies Record<keyof typeof questions, { article: string; holds: string }>;

/** One note whose draft answers each of the questions; the right article alone is no answer. */
export const answered = (...asked: (keyof typeof questions)[]) => ({
  outcome: 'suggested' as const,
  article: asked.map((one) => answers[one].article),
  draft: { holds: asked.map((one) => answers[one].holds) },
});
