/** Bounds on everything that a stranger can make long. What was cut is marked and told. */
export const limits = {
  /** Characters of one message after quotes are off. */
  messageCharacters: 20_000,
  /** Entries and characters of a thread that are kept; the turn is always whole. */
  threadEntries: 50,
  threadCharacters: 100_000,
  /** Passages that a draft may see. */
  passages: 40,
  /** The best of them: a draft is made from these. */
  passagesForDraft: 12,
  /** Bytes of one session document, and what one run may add to it. */
  sessionBytes: 2_000_000,
  runBytes: 1_200_000,
  /** Bytes of a thread that a run keeps: below it, the turn is whole. */
  threadBytes: 300_000,
  /** Decisions about one message that are kept. */
  decisions: 100,
  /** Questions of one turn, characters of each, and of a passage that is kept. */
  questions: 50,
  questionCharacters: 2_000,
  passageCharacters: 8_000,
  /** Decisions of one message whose texts are kept. */
  runsWithTexts: 5,
  /** Of an internal passage in a note: a note has to be read back whole to be found again. */
  internalCharacters: 1_000,
  noteDraftCharacters: 8_000,
  noteQuestions: 5,
  noteQuestionCharacters: 300,
  noteSources: 12,
  noteTitleCharacters: 200,
  /** Notes between two teammate replies. */
  notesPerTurn: 3,
  /** POSTs of one note, over all attempts. */
  notePosts: 5,
  /** Sessions without an outcome that one sweep looks at, oldest first. */
  sessionsPerSweep: 1_000,
  webhookBytes: 1_000_000,
  /** Customer messages that one webhook starts; a review finds those of a longer one. */
  webhookMessages: 20,
  /** Characters of an id of Intercom's, and of what is a name, an address, a word. */
  idCharacters: 100,
  labelCharacters: 300,
  urlCharacters: 2_000,
  /** Members of a list within an answer; a conversation has at most 500 parts. */
  listMembers: 1_000,
  /** Of a conversation: custom attributes, and tags. */
  attributes: 100,
  /** HTML of one body and of all bodies of a thread that is parsed, and tags of one body. */
  htmlCharacters: 200_000,
  threadHtmlCharacters: 2_000_000,
  htmlTags: 20_000,
} as const;
