/** Bounds on everything that a stranger can make long. What was cut is marked and told. */
export const limits = {
  /** Characters of one message after quotes are off. */
  messageCharacters: 20_000,
  /** Entries and characters of a thread that are kept; the turn is always whole. */
  threadEntries: 50,
  threadCharacters: 100_000,
  /** Passages that a draft may see. */
  passages: 40,
  /** Bytes of one session document. */
  sessionBytes: 2_000_000,
  /** Decisions of one message whose texts are kept. */
  runsWithTexts: 5,
  /** Of an internal passage in a note: a note has to be read back whole to be found again. */
  internalCharacters: 1_000,
  /** Notes between two teammate replies. */
  notesPerTurn: 3,
  /** POSTs of one note, over all attempts. */
  notePosts: 5,
  webhookBytes: 1_000_000,
} as const;
