import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Activities } from '../../activities/index.ts';
import { about, conversationOf, deciding } from './deciding.ts';
import { pause } from '../pause.ts';
import { kills } from './process-options.ts';

export type Killer = ReturnType<typeof createKiller>;

/**
 * Kills this process at the point that is planned for a conversation. Each kill happens once: a
 * file named after the conversation tells that it did, and where.
 */
export function createKiller({
  killsFile,
  firedFolder,
}: {
  killsFile: string;
  firedFolder: string;
}) {
  const planned = kills.parse(JSON.parse(readFileSync(killsFile, 'utf8')));
  return {
    isDue: (conversationId: string, point: string): boolean => planned[conversationId] === point,
    reach(conversationId: string, point: string): void {
      if (planned[conversationId] !== point) return;
      try {
        writeFileSync(join(firedFolder, conversationId), point, { flag: 'wx' });
      } catch {
        return;
      }
      process.kill(process.pid, 'SIGKILL');
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
    tagConversation: around('tagConversation', steps.tagConversation),
    recordOutcome: around('recordOutcome', steps.recordOutcome),
    reviewThread: around('reviewThread', steps.reviewThread),
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
