/**
 * What becomes of an article whose page gave nothing. `gone`: the page says that it is not there or
 * not meant to be read. `kept`: it could not be read. `later`: nor could it, but only for the moment.
 */
export type Fate = 'gone' | 'kept' | 'later';

export type Refused = {
  readonly kind: 'refused';
  /** The end of a sentence that begins with the address. */
  readonly why: string;
  readonly fate: Fate;
  /** Of the HTTP answer, where there was one. */
  readonly status?: number;
  /** Where a redirect led that was not followed. */
  readonly to?: URL;
  /** When the server asks to be asked again. */
  readonly retryAfterMs?: number;
};

export type Answer =
  | {
      readonly kind: 'body';
      /** After redirects. */
      readonly url: URL;
      readonly contentType: string;
      readonly robotsTags: string;
      readonly language: string | null;
      readonly body: Buffer;
      /** It went on after the limit. */
      readonly cut: boolean;
    }
  | Refused;

export const refused = (why: string, fate: Fate = 'kept'): Refused => ({
  kind: 'refused',
  why,
  fate,
});
