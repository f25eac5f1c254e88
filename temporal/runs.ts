import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { AssistInput } from '../domain/assist.ts';
import { RunStillClosing } from '../domain/failure.ts';
import { assistWorkflowId, messageKey, reviewWorkflowId } from '../domain/identifiers.ts';
import { stands } from '../domain/note-record.ts';
import { isUnsettled } from '../domain/outcome.ts';
import type { Notes, Runs, SessionLinks, Sessions, SettingsStore } from '../domain/ports.ts';
import { searchAttributes } from '../domain/search-attributes.ts';
import { lastDecision } from '../domain/session.ts';
import type { assistMessage, reviewConversation } from '../workflows/index.ts';

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
      const run = await sessions.claimAgain({ message, endedRun, caller });
      if (run === null) return 'running';
      try {
        await client.workflow.start<typeof assistMessage>('assistMessage', {
          ...startOptions({ message, run, cause, dueAtMs, preview: null }),
          workflowId: assistWorkflowId(message),
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          workflowIdConflictPolicy: 'FAIL',
        });
        return 'started';
      } catch (error) {
        // The run whose outcome was just read is still closing; joining it would start nothing.
        if (error instanceof WorkflowExecutionAlreadyStartedError) throw new RunStillClosing();
        throw error;
      }
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
