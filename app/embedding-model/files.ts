import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelFiles } from '../../knowledge/embedding/local-model.ts';
import { sha256Of } from '../../sandbox/servers/unpack-zip.ts';

/** A file of the local model, whatever the place that it comes from calls it. */
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
};

/** Everything that is pinned of the local model: sums, not versions, say what it is. */
export const localModel: ModelPins = {
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
};

/** The model's files in a folder, under any of their names. Rejects with what is missing or wrong. */
export async function checkedFiles(folder: string, pins: ModelPins): Promise<ModelFiles> {
  return {
    weights: await checkedFile(folder, pins.weights),
    tokenizer: await checkedFile(folder, pins.tokenizer),
  };
}

async function checkedFile(folder: string, file: ModelFile): Promise<string> {
  const path = await findFile(folder, file);
  if (path === undefined) throw new Error(`${folder} has no ${file.name}`);
  const found = await sha256Of(path);
  if (found === file.sha256) return path;
  const [wrong, right] = [found, file.sha256].map((sum) => sum.slice(0, 12));
  throw new Error(`${path} is refused, its sha256 begins with ${wrong} instead of ${right}`);
}

async function findFile(folder: string, file: ModelFile): Promise<string | undefined> {
  const lastPart = file.atHub.slice(file.atHub.lastIndexOf('/') + 1);
  for (const name of [file.name, lastPart, file.atHub, file.inJar]) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found?.isFile() === true) return join(folder, name);
  }
  return undefined;
}
