import { z } from 'zod';

/** What a recorded webhook should come to. */
const wantSchema = z.object({
  /** HTTP status that our webhook answers. */
  status: z.number().int(),
  /** Allowed outcomes; empty: this delivery decides nothing. */
  outcome: z.array(z.enum(['suggested', 'quiet', 'failed'])),
  /** Allowed reasons of an outcome that has one. */
  reasons: z.array(z.string()).optional(),
  /** Allowed numbers of notes that this delivery leads to. */
  notes: z.array(z.number().int()),
  /** Plays in the workspace of this earlier row. */
  after: z.string().optional(),
  /** Strings that nothing stored, logged, sent or posted may hold. */
  absent: z.array(z.string()).optional(),
  /** False: the note must hold no link, image or raw HTML of the message. */
  unsafe: z.boolean().optional(),
});

const rowSchema = z.object({
  name: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  want: z.unknown(),
});

export type Want = z.output<typeof wantSchema>;

/** A recorded webhook; `want` is null, with a problem, when it cannot be read. */
export type RecordedDelivery = {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as it is, byte by byte. */
  readonly body: string;
  readonly want: Want | null;
  readonly problem: string | null;
};

/** Reads recorded deliveries, a JSON object a line; throws for a line that is no delivery at all. */
export function parseDeliveries(content: string): readonly RecordedDelivery[] {
  return content
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const row = rowSchema.safeParse(jsonOf(line));
      if (!row.success) {
        throw new Error(`Line ${index + 1} is no delivery: ${z.prettifyError(row.error)}`);
      }
      const { name, headers, body } = row.data;
      const want = wantSchema.safeParse(row.data.want);
      const problem = want.success
        ? null
        : `its want cannot be read: ${z.prettifyError(want.error)}`;
      return { name, headers, body, want: want.data ?? null, problem };
    });
}

/** Rows that share a workspace: one without `after`, and those that name it or one of its chain. */
export function chainsOf(
  rows: readonly RecordedDelivery[],
): readonly (readonly RecordedDelivery[])[] {
  const chains: RecordedDelivery[][] = [];
  for (const row of rows) {
    const after = row.want?.after;
    const chain = after && chains.find((one) => one.some(({ name }) => name === after));
    if (chain) chain.push(row);
    else chains.push([row]);
  }
  return chains;
}

const payloadSchema = z.object({
  app_id: z.string(),
  data: z.object({
    item: z.looseObject({ type: z.literal('conversation'), id: z.coerce.string() }),
  }),
});

/** The conversation that the payload holds, raw; null when it holds none. */
export function conversationOf(
  body: string,
): { readonly appId: string; readonly item: Record<string, unknown> & { id: string } } | null {
  const payload = payloadSchema.safeParse(jsonOf(body));
  return payload.success ? { appId: payload.data.app_id, item: payload.data.data.item } : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
