/** Takes one line of words for the user (no newline at its end). */
export type Report = (line: string) => void;

/** Bytes in words, as download tools print them: 44,508,240 is "44.5 MB". */
export function inMegabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** What was thrown, as one line of words. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().replaceAll(/\s*\n\s*/g, ' · ');
}
