import { fileURLToPath } from 'node:url';

/** The folder of articles that the demo, `bench` and `chaos` ask about. */
export const sampleKnowledge = fileURLToPath(new URL('../../sandbox/knowledge', import.meta.url));
