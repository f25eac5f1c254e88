import { sampleQuestions } from '../questions.ts';
import type { ConversationInput } from '../script-schema.ts';
import { jane, noted, quietFor, says } from './cast.ts';

const answerable = 'answerable, in other words than the title';
const unanswerable = "no answer, in an article's words";

/** Why a sample question is known to end wrong without a model; reported, never left out. */
const knownGaps: ReadonlyMap<string, string> = new Map([
  [
    'One of our staff quit yesterday. How do I make sure she can no longer log in?',
    'the article is found, but shares too few words with the question for the threshold',
  ],
  ...[
    'How do I connect Fernway with Microsoft Teams to post shifts?',
    'Can clients pay an invoice by PayPal from the payment reminder?',
    'Is there a way to schedule shifts by GPS location with a geofence?',
  ].map(
    (message) =>
      [message, 'by words alone a near miss reaches the threshold of the sandbox'] as const,
  ),
  [
    'Which credit cards do you accept, and can we use SEPA direct debit?',
    'the sentences that are chosen leave out the list of cards',
  ],
  [
    'Can I give a member a different hourly rate on weekends?',
    'words alone do not tell hourly rates from hourly rates on weekends',
  ],
  [
    'Can time off requests be approved by two managers one after the other?',
    'words alone do not tell one approval from two in a row',
  ],
]);

/** What a draft that answers the question holds, by its article. */
const holds: ReadonlyMap<string | null, readonly string[]> = new Map([
  ['remove-member', ['Remove from workspace']],
  ['two-factor', ['in place of the six digits']],
  ['refunds', ['within 30 days']],
  ['time-off', ['31 March']],
  ['mobile-app', ['Android 10', 'kept on the phone']],
  ['payment-methods', ['American Express', 'SEPA direct debit']],
  ['billing-documents', ['Settings → Billing → Documents']],
  ['delete-data', ['Germany', '35 days']],
  ['roles', ['owners and admins only']],
  ['api', ['120 requests per minute']],
]);

const gapOf = (message: string) => {
  const knownGap = knownGaps.get(message);
  return knownGap === undefined ? {} : { knownGap };
};

/** The twenty sample questions, written before anything was run on them. */
export const samples: readonly ConversationInput[] = sampleQuestions.map(
  ({ message, article }, index) => ({
    name: `sample ${index + 1}: ${article ?? 'no answer'}`,
    group: article === null ? unanswerable : answerable,
    assigned: jane,
    events: [
      says(message, {
        ...(article === null
          ? quietFor('no_relevant_knowledge', 'not_helpful', 'low_confidence')
          : { ...noted(article), draft: { holds: [...(holds.get(article) ?? [])] } }),
        ...gapOf(message),
      }),
    ],
    expect: { notes: article === null ? 0 : 1, ...gapOf(message) },
  }),
);
