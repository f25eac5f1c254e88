import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { AssistInput } from '../domain/assist.ts';
import { RunStillClosing } from '../domain/failure.ts';
import {
  type MessageRef,
  assistWorkflowId,
  messageKey,
  reviewWorkflowId,
  syncKnowledgeWorkflowId,
} from '../domain/identifiers.ts';
import { stands } from '../domain/note-record.ts';
import { isUnsettled, readOutcome } from '../domain/outcome.ts';
import type {
  Notes,
  PendingRun,
  Runs,
  SessionLinks,
  Sessions,
  SettingsStore,
} from '../domain/ports.ts';
import { searchAttributes } from '../domain/search-attributes.ts';
import { lastDecision } from '../domain/session.ts';
import type { assistMessage, reviewConversation, syncKnowledge } from '../workflows/index.ts';
import { articleChanged } from '../workflows/messages.ts';

const conversationKey = defineSearchAttributeKey(searchAttributes.conversation, 'KEYWORD');
const messageAttribute = defineSearchAttributeKey(searchAttributes.message, 'KEYWORD');

export type RunsOptions = {
  readonly client: Client;
  readonly taskQueue: string;
  readonly sessions: Sessions;
  readonly notes: Notes;
  /** A note of shadow mode stands in shadow mode alone. */
  readonly settings: Pick<SettingsStore, 'current'>;
  readonly links: SessionLinks;
};

/** The doors: nothing else starts a decision, and "already started" is a normal answer. */
export function createRuns(options: RunsOptions): Runs {
  const { client, taskQueue, sessions, notes } = options;

  const startOptions = (input: AssistInput) => ({
    taskQueue,
    args: [input] satisfies [AssistInput],
    memo: { run: input.run },
    typedSearchAttributes: [
      { key: conversationKey, value: input.message.conversationId },
      { key: messageAttribute, value: input.message.messageId },
    ],
    staticSummary: `Message ${input.message.messageId} of conversation ${input.message.conversationId}`,
    staticDetails: detailsOf(input, options.links),
  });

  /** Beside the closed runs of the message; false: one is open, or about to close. */
  const startAgain = async (message: MessageRef, run: PendingRun): Promise<boolean> => {
    try {
      await client.workflow.start<typeof assistMessage>('assistMessage', {
        ...startOptions({ message, ...run, preview: null }),
        workflowId: assistWorkflowId(message),
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'FAIL',
      });
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw error;
    }
  };

  return {
    async start(message, cause) {
      try {
        await client.workflow.start<typeof assistMessage>('assistMessage', {
          ...startOptions({ message, run: 1, cause, dueAtMs: null, preview: null }),
          workflowId: assistWorkflowId(message),
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          workflowIdConflictPolicy: 'USE_EXISTING',
        });
        return 'started';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'already_started';
        throw error;
      }
    },

    async again(message, cause, dueAtMs, caller) {
      const session = await sessions.find(message);
      if (!session) return this.start(message, 'message').then(() => 'started' as const);
      if (session.status === 'ended') {
        const outcome = lastDecision(session)?.outcome;
        const note = await notes.find(message);
        const { mode } = (await options.settings.current(message.appId)).settings;
        const allowed =
          cause === 'person' ? !(note && stands(note, mode)) : outcome && isUnsettled(outcome);
        if (!allowed) return 'settled';
      }
      const endedRun = session.status === 'ended' ? session.run : session.run - 1;
      const claimedFor = { cause, dueAtMs };
      const run = await sessions.claimAgain({ message, endedRun, caller, claimedFor });
      if (run === null) return 'running';
      if (await startAgain(message, { run, ...claimedFor })) return 'started';
      // The run whose outcome was just read is still closing; joining it would start nothing.
      throw new RunStillClosing();
    },

    resume: async (message, run) => ((await startAgain(message, run)) ? 'started' : 'running'),

    async state(message) {
      try {
        const workflowId = assistWorkflowId(message);
        const { status, memo, runId } = await client.workflow.getHandle(workflowId).describe();
        const named = memo?.['run'];
        const run = typeof named === 'number' ? named : 1;
        if (status.name === 'RUNNING' || status.name === 'PAUSED') return { kind: 'open', run };
        if (status.name !== 'COMPLETED') return { kind: 'closed', run, outcome: null };
        const handle = client.workflow.getHandle(workflowId, runId, { followRuns: false });
        return { kind: 'closed', run, outcome: readOutcome(await handle.result()) };
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return { kind: 'none' };
        throw error;
      }
    },

    async openCount() {
      const { count } = await client.workflow.count(
        `TaskQueue="${taskQueue}" AND ExecutionStatus="Running" AND WorkflowType IN ("assistMessage", "reviewConversation")`,
      );
      return count;
    },

    async preview(message, name) {
      const handle = await client.workflow.start<typeof assistMessage>('assistMessage', {
        ...startOptions({ message, run: 1, cause: 'preview', dueAtMs: null, preview: name }),
        workflowId: `preview:${messageKey(message)}:${name}`,
      });
      return handle.result();
    },

    async review(conversation, newestPart) {
      await client.workflow.start<typeof reviewConversation>('reviewConversation', {
        taskQueue,
        args: [conversation],
        workflowId: reviewWorkflowId(conversation, newestPart),
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
        typedSearchAttributes: [{ key: conversationKey, value: conversation.conversationId }],
        staticSummary: `Review of conversation ${conversation.conversationId}`,
      });
    },

    async readArticle(appId, articleId) {
      await client.workflow.signalWithStart<typeof syncKnowledge, [string]>('syncKnowledge', {
        taskQueue,
        args: [{ appId, isDue: false }],
        workflowId: syncKnowledgeWorkflowId(appId),
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        signal: articleChanged,
        signalArgs: [articleId],
        staticSummary: `Knowledge of workspace ${appId}`,
      });
    },
  };
}

function detailsOf({ message, run, cause }: AssistInput, links: SessionLinks): string {
  const url = links.sessionLink(message);
  return [
    `Decision ${run} (${cause}) about message \`${message.messageId}\``,
    `of conversation \`${message.conversationId}\` in workspace \`${message.appId}\`.`,
    ...(url === null ? [] : [`[Session page](${url})`]),
  ].join('\n');
}
