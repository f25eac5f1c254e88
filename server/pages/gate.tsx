import { contributionsOf } from '../../domain/confidence.ts';
import { type Evidence, evidenceNames } from '../../domain/evidence.ts';
import { Bar, Section, numberText } from './parts.tsx';

type GateProps = {
  confidence: number | null;
  /** Null where the settings of that time are no longer there. */
  threshold: number | null;
  /** As it was kept: an older version may have had other features. */
  evidence: object | null;
};

/** Why the draft was, or was not, certain enough. */
export const Gate = ({ confidence, threshold, evidence }: GateProps) => (
  <Section title="Confidence">
    {confidence === null ? null : (
      <>
        <p class="figure">
          {numberText(confidence)} <small>{comparison(confidence, threshold)}</small>
        </p>
        <Bar share={confidence} threshold={threshold} />
        <p class="hint">{`Of 100 drafts like this, about ${Math.round(confidence * 100)} can be used.`}</p>
      </>
    )}
    {evidence === null ? null : isEvidence(evidence) ? (
      <Contributions evidence={evidence} />
    ) : (
      <OldFeatures evidence={evidence} />
    )}
  </Section>
);

function comparison(confidence: number, threshold: number | null): string {
  if (threshold === null) return '';
  const side = confidence >= threshold ? 'reaches' : 'is below';
  return `${side} the threshold of ${numberText(threshold)}`;
}

const labels: Readonly<Record<keyof Evidence, string>> = {
  chance: 'The knowledge has the answer',
  near: 'The draft is about the question',
  together: 'Words that belong together are together',
  answered: 'All questions are answered',
  support: 'Its sources say what it says',
};

const isEvidence = (kept: object): kept is Evidence =>
  evidenceNames.every((name) => {
    const value: unknown = Object.entries(kept).find(([own]) => own === name)?.[1];
    return typeof value === 'number' || ((name === 'near' || name === 'support') && value === null);
  });

/** Each feature, and how far it moves the confidence from that of a usual draft. */
const Contributions = ({ evidence }: { evidence: Evidence }) => (
  <table class="features">
    <tbody>
      {contributionsOf(evidence).map(({ name, value, usual, adds }) => (
        <tr key={name} title={`usual: ${shareText(usual)}`}>
          <th scope="row">{labels[name]}</th>
          <td>{value === null ? 'not known' : shareText(value)}</td>
          <td class="adds">
            <Adds adds={adds} />
          </td>
        </tr>
      ))}
    </tbody>
    <caption>
      Bars to the right raise the confidence above that of a usual draft, bars to the left lower it.
    </caption>
  </table>
);

/** So many log-odds fill half of the bar. */
const most = 2;

function Adds({ adds }: { adds: number }) {
  const length = Math.round(50 * Math.min(1, Math.abs(adds) / most));
  const words = length === 0 ? 'changes nothing' : adds > 0 ? 'speaks for it' : 'speaks against it';
  return (
    <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={words}>
      <rect class="track" width="100" height="6" />
      <rect
        class={adds < 0 ? 'against' : 'fill'}
        x={adds < 0 ? 50 - length : 50}
        width={length}
        height="6"
      />
      <rect class="line" x="49.5" width="1" height="6" />
    </svg>
  );
}

/** From before the features had their weights: under the names that they were kept by. */
const OldFeatures = ({ evidence }: { evidence: object }) => (
  <table class="features">
    <tbody>
      {Object.entries(evidence).map(([name, value]: [string, unknown]) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td>{typeof value === 'number' ? shareText(value) : '–'}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

const shareText = (value: number): string =>
  value >= 0 && value <= 1 ? `${Math.round(value * 100)} %` : numberText(value);
