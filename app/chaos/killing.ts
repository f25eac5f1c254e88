import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Activities } from '../../activities/index.ts';
import { about, conversationOf, deciding } from './deciding.ts';
import { pause } from '../pause.ts';

/** By conversation: the points at which a process that works on it is killed. */
export type Kills = Readonly<Record<string, readonly string[]>>;

export type Killer = ReturnType<typeof createKiller>;

/**
 * Kills this process at the points that are planned for a conversation. Each kill happens once: a
 * file `CONVERSATION POINT` in `firedFolder` tells that it did.
 */
export function createKiller({
  kills,
  firedFolder,
  dueFolder = null,
}: {
  readonly kills: Kills;
  readonly firedFolder: string;
  readonly dueFolder?: string | null;
}) {
  const isDue = (conversationId: string, point: string): boolean =>
    kills[conversationId]?.includes(point) === true;
  return {
    isDue,
    reach(conversationId: string, point: string): void {
      if (!isDue(conversationId, point)) return;
      try {
        writeFileSync(join(firedFolder, `${conversationId} ${point}`), '', { flag: 'wx' });
      } catch {
        return;
      }
      process.kill(process.pid, 'SIGKILL');
    },
    /** For what is about no conversation: kills if a file in the folder of due kills says so. */
    reachAny(point: string): void {
      if (dueFolder === null) return;
      for (const file of readdirSync(dueFolder).filter((name) => name.endsWith(` ${point}`))) {
        try {
          // One process alone moves it.
          renameSync(join(dueFolder, file), join(firedFolder, file));
        } catch {
          continue;
        }
        process.kill(process.pid, 'SIGKILL');
      }
    },
  };
}

/** Puts the points `step:before` and `step:after` around every step, and notes what it is about. */
export function killingSteps(killer: Killer) {
  const around =
    <Input, Result>(name: keyof Activities, step: (input: Input) => Promise<Result>) =>
    (input: Input): Promise<Result> =>
      deciding(input, async () => {
        const conversationId = conversationOf(input);
        killer.reach(conversationId, `${name}:before`);
        const result = await step(input);
        killer.reach(conversationId, `${name}:after`);
        return result;
      });
  const aroundSweep =
    <Input, Result>(name: keyof Activities, step: (input: Input) => Promise<Result>) =>
    async (input: Input): Promise<Result> => {
      killer.reachAny(`${name}:before`);
      const result = await step(input);
      killer.reachAny(`${name}:after`);
      return result;
    };
  return (steps: Activities): Activities => ({
    ...steps,
    openSession: around('openSession', steps.openSession),
    fetchThread: around('fetchThread', steps.fetchThread),
    checkEligibility: around('checkEligibility', steps.checkEligibility),
    classifyTopic: around('classifyTopic', steps.classifyTopic),
    retrieveKnowledge: around('retrieveKnowledge', steps.retrieveKnowledge),
    draftReply: around('draftReply', steps.draftReply),
    assessConfidence: around('assessConfidence', steps.assessConfidence),
    postNote: around('postNote', steps.postNote),
    concludeNote: around('concludeNote', steps.concludeNote),
    tagConversation: around('tagConversation', steps.tagConversation),
    recordOutcome: around('recordOutcome', steps.recordOutcome),
    reviewThread: around('reviewThread', steps.reviewThread),
    beginSweep: aroundSweep('beginSweep', steps.beginSweep),
    startUnstarted: aroundSweep('startUnstarted', steps.startUnstarted),
    finishLostRuns: aroundSweep('finishLostRuns', steps.finishLostRuns),
    reviewUpdated: aroundSweep('reviewUpdated', steps.reviewUpdated),
    endSweep: aroundSweep('endSweep', steps.endSweep),
  });
}

/** How long a request is on its way when the process dies with it, milliseconds. */
const underWayMs = 5;

/**
 * Puts `sent:PATH` and `answer:PATH` around calls about a conversation, and tells the simulator
 * which message each call is about.
 */
export function killingFetch(killer: Killer, send: typeof fetch): typeof fetch {
  return async (target, init) => {
    const url = target instanceof Request ? target.url : target.toString();
    const [, conversationId = '', path = ''] = /\/conversations\/([^/]+)\/(\w+)$/.exec(url) ?? [];
    const headers = new Headers(init?.headers);
    const message = about();
    if (message !== null) headers.set('x-simulator-about', message);
    const answering = send(target, { ...init, headers });
    if (killer.isDue(conversationId, `sent:${path}`)) {
      await pause(underWayMs);
      killer.reach(conversationId, `sent:${path}`);
    }
    const answer = await answering;
    killer.reach(conversationId, `answer:${path}`);
    return answer;
  };
}
