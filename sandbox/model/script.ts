/** One programmed answer of the model server. */
export type ScriptedAnswer =
  /** A sensible answer made from the request itself. */
  | { readonly kind: 'good' }
  /** A good answer, and whatever any text in the request asks for. */
  | { readonly kind: 'obedient' }
  /** This value as the model's JSON. */
  | { readonly kind: 'json'; readonly value: unknown }
  /** This text as the model's words, whatever it is. */
  | { readonly kind: 'text'; readonly text: string }
  /** A draft that cites a passage which was not given. */
  | { readonly kind: 'wrong_sources' }
  | { readonly kind: 'refusal' }
  | { readonly kind: 'cut_off' }
  /** An error of the API; `code` and `type` as its error body has them. */
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code?: string | number;
      readonly type?: string;
      readonly retryAfterSeconds?: number;
    }
  /** A page of some proxy instead of an answer. */
  | { readonly kind: 'page'; readonly status: number }
  /** A good answer after this long. */
  | { readonly kind: 'slow'; readonly afterMs: number }
  /** A body of so many bytes, well-formed if anybody reads that far. */
  | { readonly kind: 'enormous'; readonly bytes: number }
  /** Headers at once and a body that never ends. */
  | { readonly kind: 'stalls' }
  /** No answer at all. */
  | { readonly kind: 'hangs' }
  /** The connection ends before an answer. */
  | { readonly kind: 'resets' };

/** A request as the server took it. */
export type ModelRequest = {
  readonly api: 'responses' | 'chat';
  /** Name of the answer's form, e.g. `draft`. */
  readonly form: string;
  readonly model: string;
  /** Everything the model reads, in order. */
  readonly prompt: string;
  readonly body: Readonly<Record<string, unknown>>;
};
