import type { Settings } from '../../domain/settings.ts';

/** Settings that one can turn and see at work from the next message on. */
export const SettingsPanel = ({ settings }: { settings: Settings }) => (
  <details class="settings">
    <summary>Settings</summary>
    <form method="post" action="/settings">
      <fieldset>
        <legend>Mode</legend>
        <Choice name="mode" value="live" label="live: notes are written" now={settings.mode} />
        <Choice name="mode" value="shadow" label="shadow: nothing is" now={settings.mode} />
      </fieldset>
      <label>
        Confidence threshold, 0 to 1
        <input
          type="number"
          name="confidenceThreshold"
          min="0"
          max="1"
          step="0.05"
          required
          value={String(settings.confidenceThreshold)}
        />
      </label>
      <label>
        Wait after a first message, seconds
        <input
          type="number"
          name="firstWaitSeconds"
          min="0"
          max="60"
          required
          value={String(settings.waits.firstWebMs / 1_000)}
        />
      </label>
      <label>
        Excluded topics, a line each
        <textarea name="excludedTopics" rows={3}>
          {settings.excludedTopics.join('\n')}
        </textarea>
      </label>
      <label class="check">
        <input type="checkbox" name="email" value="on" checked={settings.channels.email} />
        Assist on e-mail
      </label>
      <button type="submit" class="primary">
        Save settings
      </button>
      <p class="hint">They hold from the next message on.</p>
    </form>
  </details>
);

const Choice = (props: { name: string; value: string; label: string; now: string }) => (
  <label class="check">
    <input type="radio" name={props.name} value={props.value} checked={props.now === props.value} />
    {props.label}
  </label>
);
