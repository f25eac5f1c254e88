/** What runs can be searched by in Temporal: ids and closed lists of words, nothing personal. */
export const searchAttributes = {
  conversation: 'SidenoteConversation',
  message: 'SidenoteMessage',
  outcome: 'SidenoteOutcome',
  reason: 'SidenoteReason',
  topic: 'SidenoteTopic',
  channel: 'SidenoteChannel',
  confidence: 'SidenoteConfidence',
} as const;

/** Temporal's type of each attribute. */
export const searchAttributeTypes: Readonly<Record<string, 'KEYWORD' | 'DOUBLE'>> = {
  [searchAttributes.conversation]: 'KEYWORD',
  [searchAttributes.message]: 'KEYWORD',
  [searchAttributes.outcome]: 'KEYWORD',
  [searchAttributes.reason]: 'KEYWORD',
  [searchAttributes.topic]: 'KEYWORD',
  [searchAttributes.channel]: 'KEYWORD',
  [searchAttributes.confidence]: 'DOUBLE',
};
