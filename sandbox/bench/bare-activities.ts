/** The one step of the bare workflow. */
export const bareActivities = {
  doNothing: async (_step: number): Promise<void> => undefined,
};

export type BareActivities = typeof bareActivities;
