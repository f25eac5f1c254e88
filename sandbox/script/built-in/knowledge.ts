import type { ConversationInput } from '../script-schema.ts';
import { jane, quietFor, says } from './cast.ts';

const unanswerable = quietFor('no_relevant_knowledge', 'not_helpful', 'low_confidence');

/** What the knowledge does not say, and what it cannot know. */
export const knowledge: readonly ConversationInput[] = [
  {
    name: 'outside the knowledge base',
    assigned: jane,
    events: [says('Can you recommend a good pizza place near the station?', unanswerable)],
    expect: { notes: 0 },
  },
  {
    name: "a near miss in the product's own words",
    assigned: jane,
    events: [says('Can I export my time entries straight to a fax machine?', unanswerable)],
    expect: { notes: 0 },
  },
  {
    name: 'one ambiguous word',
    assigned: jane,
    events: [says('billing', unanswerable)],
    expect: { notes: 0 },
  },
  {
    name: 'account data',
    assigned: jane,
    events: [says('Where is my order? It should be here by now.', quietFor('needs_account_data'))],
    expect: { notes: 0 },
  },
  {
    name: 'a German question, English knowledge, no key',
    assigned: jane,
    events: [
      says(
        'Hallo, wie kann ich mein Abonnement kündigen? Ich finde die Einstellung nicht.',
        quietFor('unsupported_language'),
      ),
    ],
    expect: { notes: 0 },
  },
  {
    name: 'image only',
    assigned: jane,
    events: [{ type: 'customer', images: 1, expect: quietFor('nothing_readable') }],
    expect: { notes: 0 },
  },
];
