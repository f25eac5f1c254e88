import type { WorkflowBundle } from '@temporalio/worker';
import type { Activities } from '../../activities/index.ts';

/** Tomorrow's workflow code, which no run of today's can go on with: a step has another name. */
export const otherBuild = ({ code, ...rest }: WorkflowBundle & { code: string }) => ({
  ...rest,
  code: code.replaceAll('fetchThread', 'readThread'),
});

/** The activities that it calls. */
export const otherActivities = (activities: Activities): Activities => {
  const more = { ...activities, readThread: activities.fetchThread };
  return more;
};
