// Says things to those who cannot see the page. Put one <Announcer/> on a page.
import { signal } from '@preact/signals';

interface Said {
  readonly number: number;
  readonly text: string;
}

const polite = signal<Said>({ number: 0, text: '' });
const urgent = signal<Said>({ number: 0, text: '' });

// Waits until the reader has finished its sentence.
export function announce(text: string): void {
  polite.value = { number: polite.value.number + 1, text };
}

// Interrupts: for refusals and lost connections.
export function announceAtOnce(text: string): void {
  urgent.value = { number: urgent.value.number + 1, text };
}

// A new element for each text, so that the same words are read twice if they are said twice.
export function Announcer() {
  return (
    <div class="visually-hidden">
      <div role="status" aria-live="polite">
        <span key={polite.value.number}>{polite.value.text}</span>
      </div>
      <div role="alert" aria-live="assertive">
        <span key={urgent.value.number}>{urgent.value.text}</span>
      </div>
    </div>
  );
}
