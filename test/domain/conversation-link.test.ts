import { expect, test } from 'vitest';
import { inboxLink, readConversationName } from '../../domain/conversation-link.ts';

test.each([
  ['503', null, '503'],
  ['  503 ', null, '503'],
  ['abc12345:503', 'abc12345', '503'],
  [inboxLink('us', 'abc12345', '503'), 'abc12345', '503'],
  [inboxLink('eu', 'abc12345', '503'), 'abc12345', '503'],
  ['https://app.intercom.com/a/apps/abc12345/conversations/503', 'abc12345', '503'],
  [
    'https://app.intercom.com/a/inbox/abc12345/inbox/admin/7/conversation/503?view=List#part_id=x',
    'abc12345',
    '503',
  ],
])('%s names a conversation', (text, appId, conversationId) => {
  expect(readConversationName(text)).toEqual({ appId, conversationId });
});

test.each([
  '',
  'what is this',
  '<script>',
  'https://evil.example/a/apps/abc12345/conversations/503',
  'https://app.intercom.com/a/apps/abc12345/articles/9',
  '../../etc/passwd',
  'a:b:c',
])('%j names none', (text) => {
  expect(readConversationName(text)).toBeNull();
});
