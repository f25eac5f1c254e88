import { assessConfidence } from './assess-confidence.ts';
import { beginSweep } from './begin-sweep.ts';
import { checkEligibility } from './check-eligibility.ts';
import { classifyTopic } from './classify-topic.ts';
import { concludeNote } from './conclude-note.ts';
import { draftReply } from './draft-reply.ts';
import { dueSources } from './due-sources.ts';
import { endSweep } from './end-sweep.ts';
import { fetchThread } from './fetch-thread.ts';
import { finishLostRuns } from './finish-lost-runs.ts';
import { openSession } from './open-session.ts';
import type { ActivityPorts } from './ports.ts';
import { postNote } from './post-note.ts';
import { recordOutcome } from './record-outcome.ts';
import { retrieveKnowledge } from './retrieve-knowledge.ts';
import { reviewThread } from './review-thread.ts';
import { reviewUpdated } from './review-updated.ts';
import { running } from './running.ts';
import { startUnstarted } from './start-unstarted.ts';
import { syncArticles } from './sync-articles.ts';
import { syncSource } from './sync-source.ts';
import { tagConversation } from './tag-conversation.ts';

/** The steps of a decision, in the order of the story, of a review, of a sweep, and of reading knowledge. */
export const createActivities = (ports: ActivityPorts) => ({
  openSession: running(openSession(ports)),
  fetchThread: running(fetchThread(ports)),
  checkEligibility: running(checkEligibility(ports)),
  classifyTopic: running(classifyTopic(ports)),
  retrieveKnowledge: running(retrieveKnowledge(ports)),
  draftReply: running(draftReply(ports)),
  assessConfidence: running(assessConfidence(ports)),
  postNote: running(postNote(ports)),
  concludeNote: running(concludeNote(ports)),
  tagConversation: running(tagConversation(ports)),
  recordOutcome: running(recordOutcome(ports)),
  reviewThread: running(reviewThread(ports)),
  beginSweep: running(beginSweep(ports)),
  startUnstarted: running(startUnstarted(ports)),
  finishLostRuns: running(finishLostRuns(ports)),
  reviewUpdated: running(reviewUpdated(ports)),
  endSweep: running(endSweep(ports)),
  dueSources: running(dueSources(ports)),
  syncSource: running(syncSource(ports)),
  syncArticles: running(syncArticles(ports)),
});

export type Activities = ReturnType<typeof createActivities>;
