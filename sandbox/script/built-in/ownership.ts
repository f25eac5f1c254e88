import type { ConversationInput } from '../script-schema.ts';
import { answered, jane, questions, quietFor, sam, says, support } from './cast.ts';

const twoHours = 7_200;

/** Who owns the conversation, and what happens when that changes. */
export const ownership: readonly ConversationInput[] = [
  {
    name: 'assigned to a teammate',
    assigned: jane,
    events: [says(questions.export, { ...answered('export'), note: { holds: ['SN-'] } })],
    expect: { notes: 1, tags: ['opencx_ai_assisted'], explain: ['A draft was posted'] },
  },
  {
    name: 'assigned to a team',
    assigned: support,
    events: [says(questions.twoFactor, answered('twoFactor'))],
    expect: { notes: 1, tags: ['opencx_ai_assisted'] },
  },
  {
    name: 'unassigned, setting assist',
    events: [says(questions.invite, answered('invite'))],
    expect: { notes: 1 },
  },
  {
    name: 'unassigned, setting quiet',
    settings: { unassigned: 'quiet' },
    events: [says(questions.invite, quietFor('unassigned'))],
    expect: { notes: 0, lacksTags: ['opencx_ai_assisted'] },
  },
  {
    name: 'unassigned, setting wait, then assigned',
    settings: { unassigned: 'wait' },
    events: [
      says(questions.invite, { ...answered('invite'), decisions: 2 }),
      { type: 'assign', to: jane, after: 10, once: 'decided' },
    ],
    expect: { notes: 1 },
  },
  {
    name: 'the AI admin, handed over two hours later',
    assigned: 'ai_admin',
    events: [
      says(questions.twoFactor, { ...answered('twoFactor'), decisions: 2 }),
      { type: 'assign', to: jane, after: twoHours, once: 'decided' },
      { type: 'assign', to: sam, after: twoHours, once: 'decided' },
    ],
    expect: {
      notes: 1,
      explain: ['AI teammate owns the conversation', 'Decided again', 'A draft was posted'],
    },
  },
  {
    name: 'the AI admin, handed over after a teammate answered',
    assigned: 'ai_admin',
    events: [
      says(questions.twoFactor, { ...quietFor('owned_by_ai_admin'), decisions: 1 }),
      { type: 'teammate', text: 'Open your profile, then Security.', after: 20, once: 'decided' },
      { type: 'assign', to: sam, after: twoHours },
    ],
    expect: { notes: 0 },
  },
];
