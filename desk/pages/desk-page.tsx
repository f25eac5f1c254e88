import { LinkOrText } from './parts.tsx';
import type { DeskView } from '../view/desk-view.ts';
import { Composer } from './composer.tsx';
import { ConversationList } from './conversation-list.tsx';
import { Counters } from './counters.tsx';
import { MoveButtons } from './move-buttons.tsx';
import { Opening } from './opening.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { ThreadView } from './thread-view.tsx';
import { Timeline } from './timeline.tsx';
import { TourPanel } from './tour-panel.tsx';
import { Trouble } from './trouble.tsx';

/** The demo's page. What changes by itself is marked `data-live`; forms are not, so that they keep what is typed. */
export const DeskPage = ({ view, problems }: { view: DeskView; problems: readonly string[] }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Sidenote demo</title>
      <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/assets/style.css" />
      <link rel="stylesheet" href="/assets/desk.css" />
      <script type="module" src="/assets/desk.js" />
    </head>
    <body class="desk">
      <a class="skip" href="#thread">
        Skip to the conversation
      </a>
      <header class="masthead">
        <span class="mark" aria-hidden="true" />
        <strong>Sidenote</strong>
        <span class="hint">demo: the inbox, its customers and Intercom are simulated</span>
        <nav aria-label="Elsewhere">
          <a href={view.links.lookup()}>Lookup page</a>
          <LinkOrText href={view.links.temporal}>Temporal</LinkOrText>
        </nav>
      </header>
      {problems.length > 0 ? (
        <div class="problems" role="alert">
          {problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </div>
      ) : null}
      <TourPanel tour={view.tour} over={view.suggestions.over} />
      <Trouble view={view} />
      <div class="desk-columns">
        <nav class="list" aria-label="Conversations">
          <ConversationList view={view} />
        </nav>
        <main>
          <div id="thread" data-live="" tabIndex={-1}>
            {view.selected ? (
              <ThreadView selected={view.selected} view={view} />
            ) : (
              <Opening suggestions={view.suggestions} />
            )}
          </div>
          <Composer view={view} />
        </main>
        <aside aria-label="What Sidenote does">
          <div id="timeline" data-live="">
            {view.selected?.timeline ? (
              <Timeline timeline={view.selected.timeline} />
            ) : (
              <p class="hint">What Sidenote does with a message shows here, step by step.</p>
            )}
          </div>
          <MoveButtons view={view} />
          <SettingsPanel settings={view.settings} />
        </aside>
      </div>
      <footer>
        <Counters counts={view.counts} />
      </footer>
    </body>
  </html>
);
