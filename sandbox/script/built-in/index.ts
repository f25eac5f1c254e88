import { script } from '../parse-script.ts';
import { bots } from './bots.ts';
import { bursts } from './bursts.ts';
import { channels } from './channels.ts';
import { knowledge } from './knowledge.ts';
import { ownership } from './ownership.ts';
import { samples } from './samples.ts';
import { topics } from './topics.ts';

/** What `demo --once` plays over the sample knowledge base. */
export const builtInScript = script({
  name: 'built-in',
  settings: { mode: 'live', excludedTopics: ['refund disputes', 'anything legal'] },
  conversations: [
    ...ownership,
    ...bots,
    ...topics,
    ...knowledge,
    ...channels,
    ...bursts,
    ...samples,
  ],
});
