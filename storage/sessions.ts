import type { Collection, Db } from 'mongodb';
import { messageKey } from '../domain/identifiers.ts';
import { limits } from '../domain/limits.ts';
import { quiet, reasonOf } from '../domain/outcome.ts';
import type { Sessions } from '../domain/ports.ts';
import type { Decision, Session } from '../domain/session.ts';
import { insertOnce } from './mongodb.ts';
import {
  type SessionDocument,
  decodeTexts,
  encodeTexts,
  fromDocument,
  runsWithoutRoom,
  sessionKey,
} from './session-document.ts';

const withoutTexts = { projection: { runs: 0 } } as const;

/** The collection `sessions`: a customer message and all that was decided about it. */
export function createSessions(db: Db): Sessions {
  const sessions: Collection<SessionDocument> = db.collection('sessions');

  const addDecision = (key: string, decision: Decision) =>
    sessions.updateOne(
      { _id: key, run: { $lte: decision.run }, 'decisions.run': { $ne: decision.run } },
      {
        $push: { decisions: { $each: [decision], $slice: -limits.decisions } },
        $set: { status: 'open', run: decision.run },
      },
    );

  /** Makes room for the texts of a run: those of the last few are kept, and fewer if they are long. */
  const makeRoom = async (key: string, run: number) => {
    const document = await sessions.findOne({ _id: key });
    if (!document) return;
    const names = runsWithoutRoom(document, run).map((name): [string, ''] => [`runs.${name}`, '']);
    if (names.length === 0) return;
    await sessions.updateOne({ _id: key }, { $unset: Object.fromEntries(names) });
  };

  const withoutRuns = (key: string) => sessions.findOne({ _id: key }, withoutTexts);

  const makeOrRead = async (fresh: SessionDocument): Promise<SessionDocument | null> => {
    const found = await withoutRuns(fresh._id);
    if (found) return found;
    // Two at once may both try to insert; the other one's is there then.
    return (await insertOnce(sessions.insertOne(fresh))) ? fresh : withoutRuns(fresh._id);
  };

  return {
    async open({ run, cause, dueAtMs, nowMs, settingsVersion, mode }) {
      const key = sessionKey(run);
      const decision: Decision = {
        run: run.run,
        cause,
        dueAtMs,
        startedAtMs: nowMs,
        endedAtMs: null,
        outcome: null,
        successor: null,
        readUpTo: null,
        settingsVersion,
        mode,
        topic: null,
        confidence: null,
      };
      let session = await makeOrRead({
        _id: key,
        ...run.message,
        preview: run.preview,
        status: 'open',
        run: run.run,
        claimedBy: null,
        lastReason: null,
        lastEndedAtMs: null,
        channel: null,
        createdAtMs: nowMs,
        messageCreatedAtMs: null,
        decisions: [decision],
        runs: {},
      });
      if (!session?.decisions.some((other) => other.run === run.run)) {
        await addDecision(key, decision);
        await makeRoom(key, run.run);
        session = await withoutRuns(key);
      }
      const own = session?.decisions.find((other) => other.run === run.run);
      if (session && session.run === run.run && own && own.outcome === null) {
        return { kind: 'open', run, startedAtMs: own.startedAtMs };
      }
      const last = session?.decisions.findLast((other) => other.outcome !== null);
      return { kind: 'ended', outcome: own?.outcome ?? last?.outcome ?? quiet('superseded') };
    },

    async find(message, preview = null) {
      const document = await sessions.findOne({ _id: sessionKey({ message, preview }) });
      return document && fromDocument(document);
    },

    async ofConversation({ appId, conversationId }) {
      const documents = await sessions
        .find({ appId, conversationId }, withoutTexts)
        .sort({ messageCreatedAtMs: 1, createdAtMs: 1 })
        .toArray();
      return decided(documents);
    },

    async keep(run, texts, facts = {}) {
      const { channel, messageCreatedAtMs, ...ofDecision } = facts;
      const decisionFields = Object.entries(ofDecision).map(([name, value]): [string, unknown] => [
        `decisions.$[own].${name}`,
        value,
      ]);
      const textFields = Object.entries(encodeTexts(texts)).map(
        ([name, value]): [string, unknown] => [`runs.${run.run}.${name}`, value],
      );
      await sessions.updateOne(
        { _id: sessionKey(run) },
        {
          $set: {
            ...Object.fromEntries([...textFields, ...decisionFields]),
            ...(channel === undefined ? {} : { channel }),
            ...(messageCreatedAtMs === undefined ? {} : { messageCreatedAtMs }),
          },
        },
        decisionFields.length > 0 ? { arrayFilters: [{ 'own.run': run.run }] } : {},
      );
    },

    async readRun(run, names) {
      const wanted = names.map((name): [string, 1] => [`runs.${run.run}.${name}`, 1]);
      const document = await sessions.findOne(
        { _id: sessionKey(run) },
        { projection: { decisions: 1, ...Object.fromEntries(wanted) } },
      );
      return {
        decision: document?.decisions.find((decision) => decision.run === run.run) ?? null,
        texts: decodeTexts(document?.runs?.[String(run.run)] ?? {}),
      };
    },

    async forget(run) {
      await sessions.updateOne({ _id: sessionKey(run) }, { $unset: { [`runs.${run.run}`]: '' } });
    },

    async forgetTexts(appId, endedBeforeMs) {
      // The mark, null as long as it is not there, keeps what is done already out of the index's way.
      const old = { appId, textsGone: null, status: 'ended' } as const;
      await sessions.updateMany(
        { ...old, lastEndedAtMs: { $lt: endedBeforeMs } },
        { $set: { runs: {}, textsGone: true } },
      );
    },

    async end(run, { outcome, successor, nowMs }) {
      const { modifiedCount } = await sessions.updateOne(
        { _id: sessionKey(run), run: run.run, status: 'open' },
        {
          $set: {
            status: 'ended',
            lastReason: reasonOf(outcome),
            lastEndedAtMs: nowMs,
            'decisions.$[own].outcome': outcome,
            'decisions.$[own].successor': successor,
            'decisions.$[own].endedAtMs': nowMs,
          },
          // What this run kept stays for its own time.
          $unset: { textsGone: '' },
        },
        { arrayFilters: [{ 'own.run': run.run }] },
      );
      return modifiedCount === 1;
    },

    async claimAgain({ message, endedRun, caller, claimedFor = null }) {
      const key = messageKey(message);
      const claimed = endedRun + 1;
      const { modifiedCount } = await sessions.updateOne(
        { _id: key, run: endedRun, status: 'ended' },
        { $set: { status: 'open', run: claimed, claimedBy: caller, claimedFor } },
      );
      if (modifiedCount === 1) return claimed;
      const session = await withoutRuns(key);
      const own = session?.run === claimed && session.claimedBy === caller;
      return own && !session.decisions.some((other) => other.run === claimed) ? claimed : null;
    },

    async unfinished(appId, madeBeforeMs) {
      const documents = await sessions
        .find({ appId, status: 'open', createdAtMs: { $lt: madeBeforeMs } }, withoutTexts)
        .sort({ createdAtMs: 1 })
        .limit(limits.sessionsPerSweep)
        .toArray();
      return decided(documents);
    },

    async endedWith(appId, reason, sinceMs) {
      const documents = await sessions
        .find({ appId, lastReason: reason, lastEndedAtMs: { $gte: sinceMs } }, withoutTexts)
        .sort({ lastEndedAtMs: -1 })
        .toArray();
      return decided(documents.filter(({ status }) => status === 'ended'));
    },
  };
}

/**
 * Without texts and previews. These are left out here and not by the query: SecantusDB uses an index
 * only where it covers every field that is asked for, and reads the whole collection otherwise.
 */
const decided = (documents: readonly SessionDocument[]): readonly Session[] =>
  documents
    .filter(({ preview }) => preview === null)
    .map((document) => fromDocument({ ...document, runs: {} }));
