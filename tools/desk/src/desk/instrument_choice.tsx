// Which book is shown, and ordered in, where there are several.
import { Select } from '../shared/components.tsx';
import { bookName } from './goods.ts';
import { books, chosen_instrument, instrument_id } from './state.ts';
import { say } from './words/words.ts';

export function InstrumentChoice({ hidden_label = false }: { hidden_label?: boolean }) {
  if (books.value.length < 2) return null;
  return (
    <Select
      label={say('instrument')}
      hidden_label={hidden_label}
      value={String(instrument_id.value)}
      choices={books.value.map(({ instrumentId }) => ({
        value: String(instrumentId),
        label: bookName(instrumentId),
      }))}
      choose={(id) => (chosen_instrument.value = BigInt(id))}
    />
  );
}
