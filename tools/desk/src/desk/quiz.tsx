// A quiz before one trades for real: a question at a time, with the reason of the answer.
import { signal } from '@preact/signals';

import { recordStep } from './commands.ts';
import { teach } from './words/words.ts';

// Which of the three answers is right, by question.
export const kRight = [1, 0, 2, 1, 0, 2] as const;
const kAnswers = [0, 1, 2] as const;

const at = signal(0);
const chosen = signal<number | undefined>(undefined);
const right_count = signal(0);

type Question = 0 | 1 | 2 | 3 | 4 | 5;

export function Quiz() {
  if (at.value >= kRight.length) return <End />;
  const question = at.value as Question;
  const right = kRight[question];
  const answered = chosen.value !== undefined;
  return (
    <div class="quiz">
      <p class="hint">{teach('question_of', { number: at.value + 1, count: kRight.length })}</p>
      <fieldset disabled={answered}>
        <legend>{teach(`q${question}`)}</legend>
        {kAnswers.map((answer) => (
          <label key={`${question} ${answer}`} class="check">
            <input
              type="radio"
              name="answer"
              checked={chosen.value === answer}
              onChange={() => choose(question, answer)}
            />
            <span>
              {teach(`q${question}a${answer}`)}
              {answered && answer === right && <strong class="good"> ✓</strong>}
              {answered && answer === chosen.value && answer !== right && (
                <strong class="bad"> ✗</strong>
              )}
            </span>
          </label>
        ))}
      </fieldset>
      <div aria-live="polite">
        {answered && (
          <p>
            <strong>{chosen.value === right ? teach('right') : teach('not_quite')}</strong>{' '}
            {teach(`q${question}why`)}
          </p>
        )}
      </div>
      <button type="button" class="primary" disabled={!answered} onClick={next}>
        {teach('next')}
      </button>
    </div>
  );
}

function choose(question: Question, answer: number): void {
  if (chosen.value !== undefined) return;
  chosen.value = answer;
  const right = answer === kRight[question];
  if (right) right_count.value += 1;
  recordStep(
    'quiz',
    `question ${question + 1}: answer ${answer + 1}, ${right ? 'right' : 'wrong'}`,
  );
}

function next(): void {
  at.value += 1;
  chosen.value = undefined;
  if (at.value >= kRight.length) {
    recordStep('quiz', `done: ${right_count.value} of ${kRight.length} right`);
  }
}

function End() {
  return (
    <div class="quiz">
      <p>
        <strong>{teach('quiz_score', { right: right_count.value, count: kRight.length })}</strong>
      </p>
      <button
        type="button"
        onClick={() => {
          at.value = 0;
          right_count.value = 0;
        }}
      >
        {teach('again')}
      </button>
    </div>
  );
}
