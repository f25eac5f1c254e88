import {
  condition,
  continueAsNew,
  setHandler,
  setWorkflowOptions,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { articleChanged, knowledgeMayBeDue } from './messages.ts';
import * as steps from './steps.ts';

export type SyncKnowledgeInput = {
  readonly appId: string;
  /** Look for sources that are due; without it, only articles are read that signals name. */
  readonly isDue: boolean;
  /** Articles of Intercom's help center that changed. */
  readonly changed?: readonly string[];
};

/** Whose articles webhooks tell of. */
const intercom = 'intercom';

/** An editor's clicks and an import come as many events. */
const gatherMs = 2_000;
const articlesAtOnce = 50;

/**
 * Keeps a workspace's knowledge up to date, one run at a time: reads the sources that are due, side
 * by side, and the articles that webhooks tell of. A source is never read twice at once, and nothing
 * waits for a web site but the site itself. Ends when nothing is left to do before the schedule comes
 * by again; what failed is tried again before that.
 */
export async function syncKnowledge(input: SyncKnowledgeInput): Promise<void> {
  const { appId } = input;
  const changed = new Set(input.changed);
  const reading = new Set<string>();
  let isDue = input.isDue;
  /** Something was read: what failed of it may have to be tried again. */
  let mayHaveFailed = false;
  let retryInMs: number | null = null;
  const failures: unknown[] = [];
  setHandler(articleChanged, (articleId) => {
    changed.add(articleId);
  });
  setHandler(knowledgeMayBeDue, () => {
    isDue = true;
  });

  const read = async (source: string): Promise<void> => {
    reading.add(source);
    try {
      await steps.syncSource({ appId, source });
    } catch (error) {
      failures.push(error);
    } finally {
      reading.delete(source);
      mayHaveFailed = true;
    }
  };
  const mayReadArticles = (): boolean => changed.size > 0 && !reading.has(intercom);

  for (;;) {
    if (failures.length > 0) throw failures[0];
    if (mayReadArticles()) {
      await sleep(gatherMs);
      const articleIds = [...changed].slice(0, articlesAtOnce);
      for (const id of articleIds) changed.delete(id);
      await steps.syncArticles({ appId, articleIds });
      mayHaveFailed = true;
    }
    if (isDue || mayHaveFailed) {
      const failedOnly = !isDue;
      isDue = mayHaveFailed = false;
      const due = await steps.dueSources({ appId, failedOnly });
      retryInMs = due.nextInMs;
      for (const source of due.sources) if (!reading.has(source)) void read(source);
    }
    const isWoken = (): boolean => isDue || mayHaveFailed || mayReadArticles();
    if (isWoken()) continue;
    if (reading.size === 0) {
      if (retryInMs === null) return;
      if (workflowInfo().continueAsNewSuggested) {
        await continueAsNew<typeof syncKnowledge>({ appId, isDue: true });
      }
    }
    if (retryInMs === null) await condition(isWoken);
    else if (!(await condition(isWoken, retryInMs))) mayHaveFailed = true;
  }
}

// As the sweep: it may wait for long, and holds up no old build.
setWorkflowOptions(
  () =>
    workflowInfo().currentDeploymentVersion?.deploymentName
      ? { versioningBehavior: 'AUTO_UPGRADE' }
      : {},
  syncKnowledge,
);
