/** The task queue of the bare workflow. */
export const bareQueue = 'sidenote-bench-bare';
