import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { type Posting, ending } from '../domain/assist.ts';
import { IntercomFailure, notANote } from '../domain/failure.ts';
import { limits } from '../domain/limits.ts';
import type { NoteRecord } from '../domain/note-record.ts';
import { quiet } from '../domain/outcome.ts';
import type { Conversations } from '../domain/ports.ts';
import type { RunRef, RunTexts } from '../domain/session.ts';
import type { Position } from '../domain/thread-order.ts';
import { currentTurn, entryOf } from '../domain/turn.ts';
import { checkFreshness } from './check-freshness.ts';
import { composeNote } from './compose-note.ts';
import { type FailureType, tryAgainIn } from './failures.ts';
import { partOfOwnNote } from './own-note.ts';
import type { ActivityPorts } from './ports.ts';
import { type LoadedRun, loadRun, readFresh } from './reading.ts';
import { recoverNotes } from './recover-notes.ts';
import { revisionOf } from './revision.ts';
import { cancellation } from './running.ts';
import { standingNotes } from './standing-notes.ts';

/** How long Intercom may take to show a note whose answer was lost (facts: plan for 10 s). */
const lookAgainMs = 10_000;

/** What the note is made of. */
const noteTexts = [
  'draft',
  'revision',
  'retrieved',
  'internal',
  'language',
  'confidence',
] as const satisfies readonly (keyof RunTexts)[];

type LoadedNote = LoadedRun<(typeof noteTexts)[number]>;

type Attempt = LoadedNote & {
  readonly ports: ActivityPorts;
  readonly run: RunRef;
  readonly row: NoteRecord;
  readonly position: Position;
  readonly holder: string;
};

/**
 * Posts the note at most once. Intercom has no idempotency key, so every attempt, the first one
 * included, takes the conversation's claim and looks for a note with its own reference code before
 * it posts; an answer that was lost is looked for after ten seconds, and given up after five POSTs.
 */
export const postNote =
  (ports: ActivityPorts) =>
  async ({ run, revision }: { run: RunRef; revision: string }): Promise<Posting> => {
    const { texts, settings } = await loadRun(ports, run, noteTexts);
    const { draft, conversation } = texts;
    if (!draft || texts.revision !== revision) return { kind: 'changed' };
    if (run.preview !== null) return preview(ports, run, { texts, settings });
    const own = entryOf(conversation, run.message.messageId);
    const [referenceCodeOfMessage] = ports.referenceCodes(run.message);
    const row = await ports.notes.reserve({
      message: run.message,
      covers: currentTurn(conversation)?.messages.map(({ id }) => id) ?? [],
      replaces: draft.replaces,
      referenceCode: referenceCodeOfMessage,
      nowMs: ports.clock.now(),
    });
    const { attempt, workflowExecution, activityId } = Context.current().info;
    const holder = [workflowExecution?.runId, activityId, attempt].join(':');
    const position = { id: run.message.messageId, createdAtMs: own?.createdAtMs ?? 0 };
    const { referenceCode } = row;
    switch (row.state) {
      case 'posted':
        // The attempt that posted it may have died before it told the conversation so.
        await ports.notes.releaseClaim({ message: run.message, holder, noted: position });
        return { kind: 'posted', referenceCode };
      case 'unconfirmed':
        throw unconfirmed();
      case 'unwritten':
        // Decided in shadow mode; who went live meanwhile and asks again wants it posted.
        if (await isShadow(ports, run)) return { kind: 'unwritten', referenceCode };
        return withClaim({ ports, run, texts, settings, row, position, holder });
      case 'reserved':
      case 'posting':
        return withClaim({ ports, run, texts, settings, row, position, holder });
    }
  };

async function withClaim(attempt: Attempt): Promise<Posting> {
  const { ports, run, position, holder } = attempt;
  const { clock, notes } = ports;
  const nowMs = clock.now();
  const claim = await notes.takeClaim({
    message: run.message,
    position,
    holder,
    nowMs,
    untilMs: nowMs + clock.productMs(3 * ports.postTimeoutMs),
  });
  switch (claim.kind) {
    case 'newer':
      return (await adopt(attempt)) ?? ending(quiet('superseded'), claim.by);
    case 'held':
      throw tryAgainIn(clock.realMs(claim.freeInMs) + 50, 'Another attempt may be posting');
    case 'taken':
      break;
  }
  try {
    const posting = await lookThenPost(attempt, claim.untilMs);
    const noted = posting.kind === 'posted' ? position : null;
    await notes.releaseClaim({ message: run.message, holder, noted });
    return posting;
  } catch (error) {
    if (!(error instanceof PostInDoubt)) {
      const lost = refused(error) && attempt.row.posts > 0;
      const failure = lost ? await giveUp(attempt, error.message) : error;
      await notes.releaseClaim({ message: run.message, holder, noted: null });
      throw failure;
    }
    // The claim stays until it runs out: nobody posts beside a note that may be there.
    throw ApplicationFailure.create({
      type: 'IntercomUnavailable' satisfies FailureType,
      message: error.message,
      nextRetryDelay: clock.realMs(Math.max(lookAgainMs, claim.untilMs - clock.now())) + 50,
    });
  }
}

/** Intercom will not let us look any more, say: a POST of before stays in doubt for good. */
const refused = (error: unknown): error is IntercomFailure =>
  error instanceof IntercomFailure && error.kind === 'reject';

/** A POST without an answer may have brought the note before the newer message took the claim. */
async function adopt(attempt: Attempt): Promise<Posting | null> {
  const { ports, run, row } = attempt;
  if (row.posts === 0) return null;
  const conversation = await readFresh(ports, run.message);
  const partId = conversation && partOfOwnNote(conversation, row.referenceCode);
  return partId ? record(attempt, partId) : null;
}

/** Holding the claim: adopt a note that is there already, else make sure and post. */
async function lookThenPost(attempt: Attempt, untilMs: number): Promise<Posting> {
  const { ports, run, texts, settings, row } = attempt;
  const { clock, notes } = ports;
  const conversation = await readFresh(ports, run.message);
  const adopted = conversation && partOfOwnNote(conversation, row.referenceCode);
  if (adopted) return record(attempt, adopted);
  if (row.posts >= limits.notePosts) throw await giveUp(attempt, neverConfirmed);

  const fresh = await checkFreshness(ports, run, conversation);
  if (fresh.kind === 'ended') return fresh.ending;
  // A note of an older message stands as soon as it is seen, whatever its own run knows of it.
  await recoverNotes(ports, run.message, fresh.conversation);
  const known = new Set(texts.draft?.knownNotes ?? []);
  const standing = await standingNotes(ports, run, fresh.conversation, fresh.mode);
  const news = standing.some(({ referenceCode }) => !known.has(referenceCode));
  if (news || revisionOf(fresh.conversation) !== texts.revision) return { kind: 'changed' };

  const composed = composeNote(ports, run, {
    texts,
    conversation: fresh.conversation,
    settings,
    referenceCode: row.referenceCode,
  });
  if (composed === null) return ending(quiet('not_helpful'));
  // What is kept stays masked: the rep alone reads the customer's own data.
  await ports.sessions.keep(run, composed.kept);
  const { writer } = ports.connection(run.message.appId);
  if (fresh.mode === 'shadow' || writer === null) {
    await notes.settle(run.message, { state: 'unwritten', partId: null, nowMs: clock.now() });
    return { kind: 'unwritten', referenceCode: row.referenceCode };
  }
  if (clock.realMs(untilMs - clock.now()) < ports.postTimeoutMs) {
    throw tryAgainIn(100, 'Too little of the claim is left for a POST');
  }
  return post(attempt, writer, composed.html);
}

/** The note may be in Intercom although the attempt failed. */
class PostInDoubt extends Error {}

async function post(attempt: Attempt, writer: Conversations, html: string): Promise<Posting> {
  const { message } = attempt.run;
  const { notes } = attempt.ports;
  await notes.countPost(message);
  try {
    const { partId } = await writer.addNote(message.conversationId, html, cancellation());
    return await record(attempt, partId);
  } catch (error) {
    if (!(error instanceof IntercomFailure)) throw new PostInDoubt('The note was not recorded');
    if (error.effectUnknown) throw new PostInDoubt(error.message);
    if (error.code === notANote) throw await giveUp(attempt, error.message);
    await notes.uncountPost(message);
    if (error.kind === 'not_found') return ending(quiet('conversation_deleted'));
    throw error;
  }
}

/** Records that nobody will know, so that nothing is ever posted again by itself. */
async function giveUp({ ports, run }: Attempt, why: string): Promise<ApplicationFailure> {
  const nowMs = ports.clock.now();
  await ports.notes.settle(run.message, { state: 'unconfirmed', partId: null, nowMs });
  return unconfirmed(why);
}

async function record({ ports, run, row }: Attempt, partId: string): Promise<Posting> {
  await ports.notes.settle(run.message, { state: 'posted', partId, nowMs: ports.clock.now() });
  return { kind: 'posted', referenceCode: row.referenceCode };
}

const isShadow = async ({ settings }: ActivityPorts, { message }: RunRef): Promise<boolean> =>
  (await settings.current(message.appId)).settings.mode === 'shadow';

async function preview(
  ports: ActivityPorts,
  run: RunRef,
  { texts, settings }: LoadedNote,
): Promise<Posting> {
  const referenceCode = 'SN-PREVIEW';
  const conversation = (await readFresh(ports, run.message)) ?? texts.conversation;
  const composed = composeNote(ports, run, { texts, conversation, settings, referenceCode });
  if (composed === null) return ending(quiet('not_helpful'));
  await ports.sessions.keep(run, composed.kept);
  return { kind: 'unwritten', referenceCode };
}

const neverConfirmed = 'Intercom never confirmed the note';

const unconfirmed = (why = neverConfirmed): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'NoteUnconfirmed' satisfies FailureType,
    message: why,
    nonRetryable: true,
  });
