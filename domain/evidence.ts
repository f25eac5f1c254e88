/** Placeholder until the features are defined by the gate. */
export type Evidence = Readonly<Record<string, number>>;
