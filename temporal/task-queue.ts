/** The one task queue of decisions. */
export const taskQueue = 'sidenote';
