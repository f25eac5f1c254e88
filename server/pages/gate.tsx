import { Bar, Section, numberText } from './parts.tsx';

type GateProps = {
  confidence: number | null;
  /** Null where the settings of that time are no longer there. */
  threshold: number | null;
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
      </>
    )}
    {evidence === null ? null : <Features evidence={evidence} />}
  </Section>
);

function comparison(confidence: number, threshold: number | null): string {
  if (threshold === null) return '';
  const side = confidence >= threshold ? 'reaches' : 'is below';
  return `${side} the threshold of ${numberText(threshold)}`;
}

/** The features of `domain/evidence.ts` in words; what is new there shows under its own name. */
const labels = new Map([
  ['score', 'Match of the best source'],
  ['coverage', 'Question covered by it'],
  ['margin', 'Lead over other articles'],
  ['agreement', 'Cites what was found first'],
  ['answerCoverage', 'Question covered by the draft'],
  ['known', 'Special words known'],
  ['answered', 'Questions answered'],
  ['support', 'Draft backed by its sources'],
  ['named', 'Names found in the sources'],
  ['together', 'Word pairs found together'],
  ['specificity', 'How much the question says'],
]);

const Features = ({ evidence }: { evidence: object }) => (
  <table class="features">
    <tbody>
      {Object.entries(evidence).map(([name, value]: [string, unknown]) => (
        <tr key={name}>
          <th scope="row">{labels.get(name) ?? name}</th>
          <td>{typeof value === 'number' ? shareText(value) : '–'}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

const shareText = (value: number): string =>
  value >= 0 && value <= 1 ? `${Math.round(value * 100)} %` : numberText(value);
