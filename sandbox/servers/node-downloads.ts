import type { NodeDownload } from './node-download.ts';

/** Temporal's development server, as its SDK gets it. */
export const temporalDownload: NodeDownload = {
  name: 'Temporal CLI 1.9.1 by the download of the Temporal SDK (MIT, about 45 MB)',
  key: 'temporal-cli-sdk-1.9.1',
  library: '@temporalio/testing',
  host: 'temporal.download',
  script: `const executable = { type: 'cached-download', downloadDir: folder, version: 'v1.9.1' };
          const server = await library.TestWorkflowEnvironment.createLocal({ server: { executable } });
          await server.teardown();`,
  isServer: (file) => /^temporal[^/]*$/.test(file) && !file.endsWith('.downloading'),
};

/** Temporal's time-skipping test server, as its SDK gets it. */
export const testServerDownload: NodeDownload = {
  name: 'test server by the download of the Temporal SDK (Apache-2.0, about 27 MB)',
  key: 'temporal-test-server-sdk',
  library: '@temporalio/testing',
  host: 'temporal.download',
  script: `const executable = { type: 'cached-download', downloadDir: folder };
            const server = await library.TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
            await server.teardown();`,
  isServer: (file) => /^temporal[^/]*$/.test(file) && !file.endsWith('.downloading'),
};

/** MongoDB, as mongodb-memory-server gets it. */
export const mongodDownload: NodeDownload = {
  name: 'MongoDB 8.2.6 by the download of mongodb-memory-server (SSPL-1.0, over 80 MB)',
  key: 'mongod-8.2.6',
  library: 'mongodb-memory-server-core',
  host: 'fastdl.mongodb.org',
  // It checks certificates only when told to. It may find one that another project of the
  // user has downloaded before.
  script: `process.env.npm_config_strict_ssl = 'true';
            const found = await library.MongoBinary.getPath({ downloadDir: folder, version: '8.2.6', checkMD5: true });
            if (!found.startsWith(folder)) require('node:fs').copyFileSync(found, folder + '/mongod');`,
  isServer: (file) => /^mongod(-[^/]*)?$/.test(file),
};
