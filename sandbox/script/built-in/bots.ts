import type { ConversationInput } from '../script-schema.ts';
import { answered, jane, questions, quietFor, says, support } from './cast.ts';

/** Fin, workflow bots and automations that write in a teammate's name. */
export const bots: readonly ConversationInput[] = [
  {
    name: 'Fin answers',
    events: [
      says(questions.export, quietFor('handled_by_bot')),
      { type: 'bot', fin: true, text: 'You can export everything under Settings.', after: 1 },
    ],
    expect: { notes: 0 },
  },
  {
    name: 'Fin routes to a team',
    events: [
      says(questions.export, { ...answered('export'), decisions: 2 }),
      { type: 'bot', fin: true, text: 'Let me hand you over to the team.', after: 1 },
      { type: 'assign', to: support, after: 20, once: 'decided' },
    ],
    expect: { notes: 1 },
  },
  {
    name: "an automation in a teammate's name is no answer",
    assigned: jane,
    events: [
      says(questions.slack, answered('slack')),
      {
        type: 'teammate',
        text: 'Thanks for writing! We usually reply within an hour.',
        asAutomation: 'app',
        after: 1,
      },
    ],
    expect: { notes: 1 },
  },
];
