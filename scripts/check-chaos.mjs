#!/usr/bin/env node
// Recounts what `sidenote chaos --export FOLDER` wrote, with nothing of the product: duplicates and losses.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
if (!folder) {
  console.error('Usage: node scripts/check-chaos.mjs FOLDER');
  process.exit(2);
}
const rows = (name) =>
  readFileSync(join(folder, `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const place = (row) => `${row.appId}:${row.conversationId}`;
const key = (row) => `${place(row)}:${row.messageId}`;
const problems = [];

// What people did, and which messages were accepted.
const people = rows('messages');
const messages = people.filter(({ kind }) => kind === 'message');
const isTaken = ({ attempts }) => attempts.some(({ status }) => status >= 200 && status < 300);
const taken = new Set(
  rows('deliveries')
    .filter(isTaken)
    .map((row) => row.notificationId),
);

// Losses: a message that was accepted, or that still waits for an answer, has one ended outcome.
const outcomes = rows('outcomes');
const ended = new Map();
for (const row of outcomes.filter((one) => one.ended && one.outcome !== null)) {
  ended.set(key(row), (ended.get(key(row)) ?? 0) + 1);
}
for (const message of messages) {
  const isOver = people.some(
    (act) => act.kind !== 'message' && place(act) === place(message) && act.atMs >= message.atMs,
  );
  const waits = message.redactedAtMs === null && !isOver;
  const count = ended.get(key(message)) ?? 0;
  if (count > 1) problems.push(`${key(message)}: ${count} outcomes`);
  if (count === 0 && (waits || taken.has(message.notificationId)))
    problems.push(`${key(message)}: lost`);
}

// Notes that Intercom took. The last code in a note is its own; one before it, what it replaces.
const notes = rows('calls')
  .filter((call) => call.done && call.body?.message_type === 'note')
  .map((call) => ({ ...call, codes: call.body.body.match(/SN(-[0-9A-Z]{4}){3}/g) ?? [] }))
  .sort((one, other) => one.doneAt - other.doneAt);
const owners = new Map(outcomes.filter(({ note }) => note).map((row) => [row.note, row]));
const last = new Map();
const seen = new Set();
for (const note of notes) {
  const code = note.codes.at(-1);
  if (!owners.has(code)) problems.push(`${place(note)}: note ${code} belongs to no message`);
  if (seen.has(code)) problems.push(`${place(note)}: note ${code} twice`);
  const before = last.get(place(note));
  const isAnswered = people.some(
    ({ kind, atMs, ...act }) =>
      kind === 'answer' &&
      place(act) === place(note) &&
      atMs > before?.doneAt &&
      atMs <= note.doneAt,
  );
  if (before && !seen.has(code) && !isAnswered && !note.codes.includes(before.codes.at(-1)))
    problems.push(`${place(note)}: note ${code} does not name the one before it`);
  seen.add(code);
  last.set(place(note), note);
}
for (const row of outcomes.filter(({ outcome }) => outcome === 'suggested')) {
  if (!seen.has(row.note)) problems.push(`${key(row)}: suggested, and no note`);
}

console.log(`${messages.length} messages, ${ended.size} outcomes, ${notes.length} notes`);
for (const problem of problems) console.log(problem);
console.log(problems.length === 0 ? '0 duplicates, 0 losses' : `${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
