import { type Outcome, failed, quiet } from './outcome.ts';

/** The outcome of a decision whose step failed for good, by the failure's type. */
export function outcomeOfFailure(type: string | null): Exclude<Outcome, { kind: 'suggested' }> {
  switch (type) {
    case 'IntercomRejected':
    case 'IntercomUnavailable':
      return failed('intercom_rejected');
    case 'NoteUnconfirmed':
      return failed('note_unconfirmed');
    case 'ProviderUnavailable':
    case 'ProviderRejected':
      return quiet('provider_unavailable');
    case 'ProviderUnusable':
      return quiet('not_helpful');
    default:
      return failed('internal_error');
  }
}
