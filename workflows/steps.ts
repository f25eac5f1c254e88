import { type ActivityOptions, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

/** A killed worker is noticed after this long, whatever the step. */
const heartbeatTimeout = '10 s';

/** Storage: a database that is away comes back, and nothing else can be done meanwhile. */
const storage: ActivityOptions = {
  startToCloseTimeout: '15 s',
  heartbeatTimeout,
  retry: { initialInterval: '500 ms', maximumInterval: '20 s' },
};

/** Intercom, reading: repeated as often as the deadline of the decision allows. */
const reading: ActivityOptions = {
  startToCloseTimeout: '30 s',
  heartbeatTimeout,
  retry: { initialInterval: '1 s', maximumInterval: '30 s' },
};

/** Computing from what storage holds: a failure is a fault of ours or of the database. */
const compute: ActivityOptions = {
  startToCloseTimeout: '30 s',
  heartbeatTimeout,
  retry: { initialInterval: '500 ms', maximumInterval: '10 s', maximumAttempts: 20 },
};

/** The model: waits as long as Retry-After says; after ten minutes a draft would come too late. */
const model: ActivityOptions = {
  startToCloseTimeout: '150 s',
  scheduleToCloseTimeout: '10 minutes',
  heartbeatTimeout,
  retry: { initialInterval: '2 s', maximumInterval: '60 s' },
};

/** The note: bounded by time, not by attempts, since most attempts only look. */
const note: ActivityOptions = {
  startToCloseTimeout: '45 s',
  scheduleToCloseTimeout: '10 minutes',
  heartbeatTimeout,
  retry: { initialInterval: '1 s', maximumInterval: '30 s' },
};

/** The tag: nice to have, so it is given up early. */
const tag: ActivityOptions = {
  startToCloseTimeout: '30 s',
  heartbeatTimeout,
  retry: { initialInterval: '1 s', maximumInterval: '20 s', maximumAttempts: 5 },
};

/**
 * Sweeping: waits for room while many runs are open, and gives up after a while, so that the next
 * sweep begins at the beginning: rows and lost runs must not wait for an Intercom that is away.
 */
const sweeping: ActivityOptions = {
  startToCloseTimeout: '10 minutes',
  scheduleToCloseTimeout: '15 minutes',
  heartbeatTimeout,
  retry: { initialInterval: '1 s', maximumInterval: '30 s', maximumAttempts: 10 },
};

/**
 * Knowledge: a web site may take half an hour. What Intercom or a site refuses is recorded with the
 * source; what is repeated here is a step whose worker died or whose database was away.
 */
const knowledge: ActivityOptions = {
  startToCloseTimeout: '1 hour',
  heartbeatTimeout,
  retry: { initialInterval: '1 s', maximumInterval: '5 minutes' },
};

/** The steps of the story, each with its retry class and the words that the Temporal UI shows. */
const proxy = (options: ActivityOptions, summary: string) =>
  proxyActivities<Activities>({ ...options, summary });

export const { openSession } = proxy(storage, 'Open the session');
export const { fetchThread } = proxy(reading, 'Read the thread');
export const { checkEligibility } = proxy(compute, 'Should Assist run here?');
export const { classifyTopic } = proxy(model, 'What is asked, and may it be answered?');
export const { retrieveKnowledge } = proxy(compute, 'Search the knowledge');
export const { draftReply } = proxy(model, 'Write the draft');
export const { assessConfidence } = proxy(compute, 'How far can the draft be trusted?');
export const { postNote } = proxy(note, 'Post the note, at most once');
export const { concludeNote } = proxy(reading, 'Learn what became of the note');
export const { tagConversation } = proxy(tag, 'Tag the conversation');
export const { recordOutcome } = proxy(storage, 'Record the outcome');
export const { reviewThread } = proxy(reading, 'Look at the whole conversation');
export const { beginSweep } = proxy(sweeping, 'From when on to look');
export const { startUnstarted } = proxy(sweeping, 'Start deliveries that were never started');
export const { finishLostRuns } = proxy(sweeping, 'Finish sessions whose run is gone');
export const { reviewUpdated } = proxy(sweeping, 'Review conversations that changed');
export const { endSweep } = proxy(sweeping, 'Move the watermark');
export const { dueSources } = proxy(storage, 'Which sources are to be read now?');
export const { syncSource } = proxy(knowledge, 'Read a source anew');
export const { syncArticles } = proxy(knowledge, 'Read articles that changed');
