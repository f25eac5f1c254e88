import type { EmbedderParts } from '../../domain/joined-embedder.ts';
import { type LocalEmbedder, createLocalEmbedder } from '../../knowledge/embedding/local.ts';
import { HopelessError } from '../../sandbox/servers/candidates.ts';
import { reasonOf } from '../../sandbox/servers/report.ts';
import { type ModelPins, bgeSmallPins, miniLmPins } from './files.ts';
import { type FindOptions, findModel } from './find.ts';
import { whyNot } from './why-not.ts';

/** A model on this machine, and how much its cosine counts. */
export type LocalPart = { readonly pins: ModelPins; readonly share: number };

/**
 * Shares chosen together with the weight of words (knowledge/ranker.ts). The second one adds some .01
 * of nDCG on the mean of four sets, .03 where a question is matched with questions.
 */
const localParts: readonly LocalPart[] = [
  { pins: bgeSmallPins, share: 0.67 },
  { pins: miniLmPins, share: 0.33 },
];

export type LocalOptions = Pick<FindOptions, 'folder' | 'fetch' | 'report' | 'hubAddress'> & {
  readonly signal: AbortSignal;
  /** Default: the two local ones. */
  readonly models?: readonly LocalPart[];
};

type Opened = { readonly embedder: LocalEmbedder; readonly share: number };

export type OpenLocal = {
  readonly parts: EmbedderParts;
  /** Models that are not there, and why, a sentence each. */
  readonly missing: readonly string[];
  close(): Promise<void>;
};

/** The first model must be there; what can be had of the others comes beside it. */
export async function openLocal(options: LocalOptions): Promise<OpenLocal> {
  const [first, ...others] = options.models ?? localParts;
  if (first === undefined) throw new Error('no model is named');
  const opened: [Opened, ...Opened[]] = [await openPart(first, options)];
  const missing: string[] = [];
  for (const part of others) {
    try {
      opened.push(await openPart(part, options));
    } catch (error) {
      missing.push(`without ${part.pins.name}: ${whyNot(error)}`);
    }
  }
  return {
    parts: opened,
    missing,
    close: async () => {
      await Promise.all(opened.map(({ embedder }) => embedder.close()));
    },
  };
}

function openPart({ pins, share }: LocalPart, options: LocalOptions): Promise<Opened> {
  const { folder, fetch, report, hubAddress, signal } = options;
  const find = { folder, fetch, report, ...(hubAddress === undefined ? {} : { hubAddress }) };
  return findModel({ ...find, pins }, async (files) => {
    const embedder = createLocalEmbedder(files, pins.model);
    try {
      await embedder.embed(['Does it work?'], signal);
      return { embedder, share };
    } catch (error) {
      await embedder.close();
      // The files are the right ones: other copies of them would fare no better.
      throw new HopelessError(reasonOf(error));
    }
  });
}
