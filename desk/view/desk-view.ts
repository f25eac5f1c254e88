import type { Conversation } from '../../domain/conversation.ts';
import type { MessageId } from '../../domain/identifiers.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Session } from '../../domain/session.ts';
import { lastDecision } from '../../domain/session.ts';
import type { Settings } from '../../domain/settings.ts';
import { isCustomerMessage } from '../../domain/turn.ts';
import type { DeskPorts, DeskWorker } from '../ports.ts';
import type { Suggestions } from '../suggestions.ts';
import type { TourView } from '../tour/tour.ts';
import {
  type Thread,
  type Verdict,
  readConversation,
  readThread,
  verdictsOf,
} from './conversation.ts';
import { type Counts, countAll } from './counts.ts';
import { excerptOf } from './excerpt.ts';
import { type TimelineView, timelineOf } from './timeline.ts';

/** A line of the list. */
export type ListedConversation = {
  readonly id: string;
  readonly customer: string;
  readonly excerpt: string;
  readonly state: Conversation['state'];
  /** Of its newest customer message; undefined: nothing is known of it yet. */
  readonly outcome: Outcome | null | undefined;
  readonly isSelected: boolean;
};

export type SelectedConversation = Thread & {
  readonly verdicts: ReadonlyMap<MessageId, Verdict>;
  readonly timeline: TimelineView | null;
};

export type DeskView = {
  readonly listed: readonly ListedConversation[];
  /** Null: there is none yet, or none of that id. */
  readonly selected: SelectedConversation | null;
  readonly settings: Settings;
  readonly worker: ReturnType<DeskWorker['state']>;
  readonly workerDeaths: number;
  readonly losesAnswer: boolean;
  /** Of the listed conversations. */
  readonly counts: Counts;
  readonly tour: TourView | null;
  readonly suggestions: Suggestions;
  readonly links: DeskPorts['links'];
  /** Names by the ids that conversations are assigned to. */
  readonly assignees: ReadonlyMap<string, string>;
};

/** Which conversation to show, and which of its messages' timelines; null: the newest. */
export type Choice = {
  readonly conversationId: string | null;
  readonly messageId: string | null;
  /** None: a new one is to be begun. */
  readonly isNew: boolean;
};

/** The page asks again more than once a second: what is older is looked up by its link. */
const mostListed = 50;

/** Everything that the page shows at this moment. */
export async function deskView(
  ports: DeskPorts,
  choice: Choice,
  around: { readonly losesAnswer: boolean; readonly tour: TourView | null },
): Promise<DeskView> {
  const { simulator, appId, cast, sessions, worker } = ports;
  const ids = simulator.conversationIds(appId).slice(-mostListed).reverse();
  const known = new Map(
    await Promise.all(
      ids.map(async (conversationId) => {
        const own = await sessions.ofConversation({ appId, conversationId });
        return [conversationId, own] as const;
      }),
    ),
  );
  const followed = around.tour?.conversationId ?? ids[0];
  const selectedId = choice.isNew ? null : (choice.conversationId ?? followed ?? null);
  const settings = await ports.settings.current();
  return {
    listed: ids.flatMap((id) => {
      const conversation = readConversation(ports, id);
      if (!conversation) return [];
      return [listedOf(conversation, known.get(id) ?? [], id === selectedId)];
    }),
    selected:
      selectedId === null ? null : await selectedOf(ports, selectedId, choice.messageId, settings),
    settings,
    worker: worker.state(),
    workerDeaths: worker.deaths(),
    losesAnswer: around.losesAnswer,
    counts: countAll(simulator, appId, [...known.values()].flat(), new Set(ids)),
    tour: around.tour,
    suggestions: ports.suggestions,
    links: ports.links,
    assignees: new Map([
      [cast.teammate.id, cast.teammate.name],
      [cast.aiAdminId, 'the AI teammate'],
    ]),
  };
}

function listedOf(
  conversation: Conversation,
  sessions: readonly Session[],
  isSelected: boolean,
): ListedConversation {
  const newest = conversation.entries.filter(isCustomerMessage).at(-1);
  const session = sessions.find(({ message }) => message.messageId === newest?.id);
  return {
    id: conversation.id,
    customer: conversation.contact?.name ?? 'A customer',
    excerpt: excerptOf(newest),
    state: conversation.state,
    outcome: session ? (lastDecision(session)?.outcome ?? null) : undefined,
    isSelected,
  };
}

async function selectedOf(
  ports: DeskPorts,
  conversationId: string,
  messageId: string | null,
  settings: Settings,
): Promise<SelectedConversation | null> {
  const { appId, sessions } = ports;
  const thread = readThread(ports, conversationId);
  if (!thread) return null;
  const { conversation } = thread;
  const messages = conversation.entries.filter(isCustomerMessage);
  const found = await Promise.all(
    messages.map(({ id }) => sessions.find({ appId, conversationId, messageId: id })),
  );
  const own = found.filter((session) => session !== null);
  const shown = messages.find(({ id }) => id === messageId) ?? messages.at(-1);
  return {
    ...thread,
    verdicts: verdictsOf(conversation, own),
    timeline: shown ? await timelineOf(ports, conversation, shown, own, settings) : null,
  };
}
