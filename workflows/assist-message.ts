import { CancellationScope, condition, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { AssistInput, Ending, Posting } from '../domain/assist.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { RunRef } from '../domain/session.ts';
import { endingOf } from './failed-decision.ts';
import { concludedNote } from './lost-note.ts';
import { decideNow } from './messages.ts';
import * as steps from './steps.ts';
import { type Findings, showOutcome } from './visibility.ts';

/**
 * The story of one customer message: open a session, let things settle, find out whether a note is
 * wanted and what it can say, post it at most once, record what became of it. The result is the
 * outcome; a message that stays quiet is a run that completed.
 */
export async function assistMessage(input: AssistInput): Promise<Outcome> {
  const waiting = { skipped: !waitsFirst(input) };
  setHandler(decideNow, () => {
    waiting.skipped = true;
  });
  const opened = await CancellationScope.nonCancellable(() => steps.openSession(input));
  if (opened.kind === 'ended') return opened.outcome;

  const { run, deadlineMs, tagsQuiet, sessionUrl } = opened;
  setCurrentDetails(sessionUrl === null ? 'Deciding' : `Deciding · [session](${sessionUrl})`);
  const findings: Findings = { channel: null, topic: null, confidence: null };
  const decided = await decide(run, waiting, deadlineMs, findings).catch(endingOf);
  const outcome: Outcome =
    decided.kind === 'posted' || decided.kind === 'unwritten'
      ? { kind: 'suggested' }
      : decided.outcome;

  await CancellationScope.nonCancellable(async () => {
    if (decided.kind === 'posted' || (tagsQuiet && outcome.kind !== 'suggested')) {
      // The note is what counts: a tag that fails shows in the history and changes nothing.
      await steps.tagConversation({ run, outcome }).catch(() => undefined);
    }
    showOutcome(outcome, findings);
    const successor = 'successor' in decided ? decided.successor : null;
    await steps.recordOutcome({ run, cause: input.cause, outcome, successor });
  });
  return outcome;
}

/** A message that is decided again waits for nothing: whatever it waited for is over. */
const waitsFirst = ({ cause }: AssistInput): boolean =>
  cause === 'message' || cause === 'successor';

type Waiting = { readonly skipped: boolean };

type Decided = Exclude<Posting, { kind: 'changed' | 'posted' }> | { readonly kind: 'posted' };

/** Prepares a note within the deadline and posts it; goes round again when the thread changed. */
async function decide(
  run: RunRef,
  waiting: Waiting,
  deadlineMs: number,
  findings: Findings,
): Promise<Decided> {
  for (;;) {
    const thread = await CancellationScope.withTimeout(deadlineMs, () => settled(run, waiting));
    if (thread.kind !== 'read') return thread;
    findings.channel = thread.channel;
    const prepared = await CancellationScope.withTimeout(thread.deadlineMs, () =>
      prepareNote(run, thread.revision, findings),
    );
    if (prepared.kind !== 'proceed') return prepared;
    // From here on nothing is cut off: a note may be on its way.
    const posting = await CancellationScope.nonCancellable(() =>
      steps
        .postNote({ run, revision: thread.revision })
        .catch((error: unknown) => concludedNote(run, error)),
    );
    if (posting.kind !== 'changed') return posting;
  }
}

/** Waits until Intercom's own rules are through and the customer has stopped typing. */
async function settled(run: RunRef, waiting: Waiting) {
  for (;;) {
    const reading = await steps.fetchThread({ run, settle: !waiting.skipped });
    if (reading.kind !== 'wait') return reading;
    await condition(() => waiting.skipped, reading.waitMs);
  }
}

/** Everything between a settled thread and a note that is worth posting; the first no ends it. */
async function prepareNote(
  run: RunRef,
  revision: string,
  findings: Findings,
): Promise<{ kind: 'proceed' } | Ending> {
  const eligibility = await steps.checkEligibility({ run });
  if (eligibility.kind !== 'proceed') return eligibility;

  const classified = await steps.classifyTopic({ run });
  if (classified.kind !== 'proceed') return classified;
  findings.topic = classified.topic;

  const retrieved = await steps.retrieveKnowledge({ run });
  if (retrieved.kind !== 'proceed') return retrieved;

  const drafted = await steps.draftReply({ run, revision, passageIds: retrieved.passageIds });
  if (drafted.kind !== 'proceed') return drafted;

  const assessed = await steps.assessConfidence({ run, draftId: drafted.draftId });
  if (assessed.kind !== 'proceed') return assessed;
  findings.confidence = assessed.confidence;
  return { kind: 'proceed' };
}
