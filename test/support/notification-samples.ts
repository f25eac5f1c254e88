import { sampleAppId } from './sample-session.ts';

const customer = { type: 'user', id: 'c1', name: 'Dana Example', email: 'dana@customer.example' };

const part = (id: string, changes: Record<string, unknown> = {}) => ({
  type: 'conversation_part',
  id,
  part_type: 'comment',
  body: '<p>hello?</p>',
  created_at: 1_734_537_600,
  author: customer,
  attachments: [{ type: 'upload', name: 'a.png', content_type: 'image/png' }],
  redacted: false,
  assigned_to: { type: 'admin', id: 7 },
  email_message_metadata: {
    subject: 'Re: hello',
    message_id: '<1@customer.example>',
    headers: { 'Auto-Submitted': 'no' },
    email_address_headers: [{ type: 'from', email_address: 'dana@customer.example', name: 'D' }],
  },
  ...changes,
});

/** A conversation as REST and webhooks write it, with one of everything that is read. */
export const sampleConversation = {
  type: 'conversation',
  id: '503',
  created_at: 1_734_537_511,
  updated_at: 1_734_537_511,
  state: 'open',
  open: true,
  admin_assignee_id: 7,
  team_assignee_id: null,
  source: {
    type: 'email',
    id: '400000503',
    delivered_as: 'customer_initiated',
    subject: 'Hello',
    body: '<p>Hi, how do I pay?</p><blockquote>On 3 May Sam wrote: hi</blockquote>',
    author: customer,
    url: 'https://shop.example/pay',
    redacted: false,
    attachments: [],
  },
  contacts: { contacts: [{ type: 'contact', id: 'c1', language_override: 'de' }] },
  tags: { tags: [{ id: '1', name: 'VIP' }] },
  custom_attributes: { brand: 'A', seats: 3, none: null },
  statistics: { count_conversation_parts: 2 },
  conversation_parts: {
    total_count: 3,
    conversation_parts: [
      part('1001'),
      part('1002', { author: { type: 'admin', id: '7', name: 'Sam' } }),
      part('1003', { part_type: 'assignment', body: null }),
    ],
  },
};

const topics = [
  'conversation.user.created',
  'conversation.user.replied',
  'conversation.admin.replied',
  'conversation.admin.assigned',
  'conversation.deleted',
  'conversation_part.redacted',
  'article.published',
  'contact.deleted',
  'ping',
];

/** A notification of every kind. */
export const sampleNotifications = topics.map((topic) => ({
  type: 'notification_event',
  app_id: sampleAppId,
  id: `notif_${topic}`,
  topic,
  created_at: 1_734_537_700,
  first_sent_at: 1_734_537_700,
  delivery_attempts: 1,
  data: { type: 'notification_event_data', item: sampleConversation },
}));
