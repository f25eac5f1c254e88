/**
 * What every workspace of the sandbox begins with. It searches by words alone, which finds less of
 * what speaks for a draft: by the product's default threshold, measured with meaning, it would say
 * little.
 */
export const sandboxSettings = { mode: 'live', confidenceThreshold: 0.2 } as const;
