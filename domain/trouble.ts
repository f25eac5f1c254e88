/** What is wrong with a model's provider; `failing`: too many calls in a row came to nothing. */
export type ModelTrouble = 'failing' | 'quota' | 'key_refused' | 'model_unknown';

/** What Intercom refuses; `token`: everything, until somebody reconnects. */
export type IntercomTrouble = 'token' | 'notes' | 'tags' | 'reading';

/**
 * Something outside that does not work until a person or its owner puts it right. Found out by a
 * worker, kept in storage for the web process and `verify`; a call that succeeds clears it. Holds
 * no key, no token and no text.
 */
export type Trouble =
  | {
      readonly service: 'model';
      /** Host of the provider. */
      readonly provider: string;
      readonly model: string;
      readonly trouble: ModelTrouble;
      readonly sinceMs: number;
      readonly lastAtMs: number;
    }
  | {
      readonly service: 'intercom';
      readonly appId: string;
      readonly trouble: IntercomTrouble;
      /** HTTP status of the refusal. */
      readonly status: number;
      readonly sinceMs: number;
      readonly lastAtMs: number;
    };

/** News of a model's provider after a call; `trouble` null: it works. Product milliseconds. */
export type ProviderReport = {
  readonly provider: string;
  readonly model: string;
  readonly trouble: ModelTrouble | null;
  readonly atMs: number;
};
export type ProviderListener = (report: ProviderReport) => void;

/** News of Intercom after a call; `status` null: it took the call. Product milliseconds. */
export type IntercomReport = {
  readonly area: Exclude<IntercomTrouble, 'token'>;
  readonly status: number | null;
  readonly atMs: number;
};
export type IntercomListener = (report: IntercomReport) => void;
