import { defineSearchAttributeKey } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { type Outcome, reasonOf, sentenceOf } from '../domain/outcome.ts';
import { searchAttributes as names } from '../domain/search-attributes.ts';

/** What a run has learnt that is worth searching by. */
export type Findings = {
  channel: string | null;
  topic: string | null;
  confidence: number | null;
};

const outcomeKey = defineSearchAttributeKey(names.outcome, 'KEYWORD');
const reasonKey = defineSearchAttributeKey(names.reason, 'KEYWORD');
const topicKey = defineSearchAttributeKey(names.topic, 'KEYWORD');
const channelKey = defineSearchAttributeKey(names.channel, 'KEYWORD');
const confidenceKey = defineSearchAttributeKey(names.confidence, 'DOUBLE');

/** Makes the outcome searchable, and says it in words on the run's page. */
export function showOutcome(outcome: Outcome, findings: Findings): void {
  const { channel, topic, confidence } = findings;
  const reason = reasonOf(outcome);
  upsertSearchAttributes([
    { key: outcomeKey, value: outcome.kind },
    ...(reason === null ? [] : [{ key: reasonKey, value: reason }]),
    ...(topic === null ? [] : [{ key: topicKey, value: topic }]),
    ...(channel === null ? [] : [{ key: channelKey, value: channel }]),
    ...(confidence === null ? [] : [{ key: confidenceKey, value: confidence }]),
  ]);
  setCurrentDetails(
    `**${outcome.kind}**${reason === null ? '' : ` · \`${reason}\``}\n\n${sentenceOf(outcome)}`,
  );
}
