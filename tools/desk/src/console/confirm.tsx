// Asks before what cannot be taken back.
import { Dialog } from '../shared/components.tsx';
import { shared } from '../shared/words/words.ts';
import { question, type Question } from './state.ts';

export function confirm(asked: Question): void {
  question.value = asked;
}

export function ConfirmDialog() {
  const asked = question.value;
  if (!asked) return null;
  const close = () => (question.value = undefined);
  return (
    <Dialog title={asked.title} close={close} class="confirm">
      <p>{asked.text}</p>
      <div class="dialog-actions">
        <button type="button" onClick={close} autofocus>
          {shared('cancel')}
        </button>
        <button
          type="button"
          class="primary"
          onClick={() => {
            close();
            asked.act();
          }}
        >
          {asked.yes}
        </button>
      </div>
    </Dialog>
  );
}
