import { Badge } from '../../server/pages/parts.tsx';
import { type TimelineView } from '../view/timeline.ts';
import { excerptOf } from '../view/excerpt.ts';
import type { StepView } from '../view/step-words.ts';
import { ButtonForm, LinkOrText } from './parts.tsx';

/** What became of one message, in words, each step linked to its event in Temporal. */
export function Timeline({ timeline }: { timeline: TimelineView }) {
  const { message, decision, steps, sessionLink } = timeline;
  return (
    <section>
      <h2>What Sidenote does</h2>
      <p class="about">
        “{excerptOf(timeline.entry)}” {decision ? <Badge outcome={decision.outcome} /> : null}
      </p>
      {steps.length === 0 ? <p class="hint">Nothing yet: the webhook is on its way.</p> : null}
      <ol class="steps">
        {steps.map((step) => (
          <li
            class={step.state}
            id={`step-${message.messageId}-${step.eventId}`}
            key={step.eventId}
          >
            <span class="after">{offset(step.afterMs)}</span>
            <LinkOrText href={step.link}>{step.words}</LinkOrText>
            {trouble(step)}
          </li>
        ))}
      </ol>
      {timeline.canSkip ? (
        <ButtonForm
          action="/decide-now"
          values={{ conversation: message.conversationId, message: message.messageId }}
        >
          Skip the wait
        </ButtonForm>
      ) : null}
      <p class="links">
        {sessionLink === null ? null : <a href={sessionLink}>Session page: draft, sources, why</a>}
      </p>
      {timeline.others.length === 0 ? null : (
        <nav aria-label="Other messages of this conversation">
          <h3>Other messages</h3>
          <ul>
            {timeline.others.map((entry) => (
              <li key={entry.id}>
                <a href={`/?c=${encodeURIComponent(message.conversationId)}&m=${entry.id}`}>
                  {excerptOf(entry)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </section>
  );
}

const offset = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const trouble = ({ trouble: words }: StepView) =>
  words === null ? null : <span class="step-trouble">{words}</span>;
