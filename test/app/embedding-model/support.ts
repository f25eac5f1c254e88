import { createHash } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { ModelFile, ModelPins } from '../../../app/embedding-model/files.ts';
import { bgeSmallPins } from '../../../app/embedding-model/files.ts';
import { freshFolder } from '../../sandbox/servers/support.ts';

/** A model of some bytes: weights that can be packed hardly, as real ones. */
export const content = {
  weights: crypto.getRandomValues(new Uint8Array(60_000)),
  tokenizer: new TextEncoder().encode('{"model":{}}'),
};

const pinned = (file: ModelFile, bytes: Uint8Array): ModelFile => ({
  ...file,
  sizeBytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

export const pins: ModelPins = {
  ...bgeSmallPins,
  weights: pinned(bgeSmallPins.weights, content.weights),
  tokenizer: pinned(bgeSmallPins.tokenizer, content.tokenizer),
};

export const wrong = content.weights.map((byte, at) => (at === 9 ? byte ^ 1 : byte));

/** A folder with the model under these names. */
export async function modelFolder(weights: string, tokenizer: string): Promise<string> {
  const folder = await freshFolder();
  await mkdir(join(folder, 'onnx'));
  await writeFile(join(folder, weights), content.weights);
  await writeFile(join(folder, tokenizer), content.tokenizer);
  return folder;
}

/** PATH with a `mvn` that copies a jar of these weights to where it is told, or runs `script`. */
export async function pathWithMaven(weights: Uint8Array, script?: string): Promise<string> {
  const folder = await freshFolder();
  const files = { [pins.weights.inJar]: weights, [pins.tokenizer.inJar]: content.tokenizer };
  await writeFile(
    join(folder, 'jar'),
    zipSync({ ...files, 'META-INF/pom.xml': new Uint8Array(9) }),
  );
  const copy = `
for word in "$@"; do case "$word" in -DoutputDirectory=*) into="\${word#*=}";; -Dartifact=*) name="\${word#*:}";; esac; done
cp ${join(folder, 'jar')} "$into/$(echo "$name" | tr : -).jar"`;
  await writeFile(join(folder, 'mvn'), `#!/bin/sh\n${script ?? copy}\n`);
  await chmod(join(folder, 'mvn'), 0o755);
  return `${folder}:/usr/bin:/bin`;
}

export async function emptyPath(): Promise<string> {
  return freshFolder();
}
