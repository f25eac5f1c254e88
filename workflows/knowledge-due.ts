import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ParentClosePolicy,
  getExternalWorkflowHandle,
  setWorkflowOptions,
  sleep,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { syncKnowledgeWorkflowId } from '../domain/identifiers.ts';
import { knowledgeMayBeDue } from './messages.ts';
import { syncKnowledge } from './sync-knowledge.ts';

const mostTries = 10;

/**
 * What the schedule starts, since the runs that a schedule starts cannot all have one id: it wakes
 * the workspace's one `syncKnowledge`, or starts it.
 */
export async function knowledgeDue({ appId }: { readonly appId: string }): Promise<void> {
  const workflowId = syncKnowledgeWorkflowId(appId);
  for (let tries = 1; tries <= mostTries; tries += 1) {
    try {
      await startChild(syncKnowledge, {
        workflowId,
        args: [{ appId, isDue: true }],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        staticSummary: `Knowledge of workspace ${appId}`,
      });
      return;
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
    try {
      await getExternalWorkflowHandle(workflowId).signal(knowledgeMayBeDue);
      return;
    } catch {
      // It has ended in this moment.
      await sleep(100);
    }
  }
}

setWorkflowOptions(
  () =>
    workflowInfo().currentDeploymentVersion?.deploymentName
      ? { versioningBehavior: 'AUTO_UPGRADE' }
      : {},
  knowledgeDue,
);
