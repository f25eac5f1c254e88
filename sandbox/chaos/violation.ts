/** A promise that a run broke. */
export type Violation = {
  readonly rule:
    | 'lost_message'
    | 'unfinished_decision'
    | 'duplicate_note'
    | 'unnamed_note'
    | 'unknown_note'
    | 'suggested_without_note'
    | 'note_without_suggested'
    | 'stale_note'
    | 'other_write'
    | 'open_workflow'
    | 'failed_workflow';
  /** `workspace:conversation`, or a workflow's id. */
  readonly conversation: string;
  readonly message: string | null;
  readonly words: string;
};
