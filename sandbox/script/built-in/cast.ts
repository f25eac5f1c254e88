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
