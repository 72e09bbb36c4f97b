// Bars beside each other with a mark each: what was done, and what would have been best.
import { absolute, most } from '../shared/units.ts';

export interface Bar {
  readonly key: string;
  readonly name: string;
  readonly value: bigint;
  // Undefined: not known.
  readonly mark?: bigint;
  readonly text: string;
  // More of it, where there is room for little.
  readonly title: string;
}

export function Bars(props: { bars: readonly Bar[]; label: string }) {
  const widest = props.bars.reduce(
    (found, { value, mark }) => most(found, most(absolute(value), absolute(mark ?? 0n))),
    1n,
  );
  const share = (value: bigint) => `${Number((absolute(value) * 1000n) / widest) / 10}%`;
  return (
    <ol
      class="bars"
      aria-label={props.label}
      tabIndex={0}
      style={{ '--bars': String(props.bars.length) }}
    >
      {props.bars.map(({ key, name, value, mark, text, title }) => (
        <li key={key} title={title}>
          <span class="bar-name">{name}</span>
          <span class="bar-track" aria-hidden="true">
            <span class={`bar ${value < 0n ? 'bar-loss' : ''}`} style={{ width: share(value) }} />
            {mark !== undefined && mark > 0n && (
              <span class="bar-best" style={{ left: share(mark) }} />
            )}
          </span>
          <span class="bar-figure">{text}</span>
        </li>
      ))}
    </ol>
  );
}
