// Payments, and all data to take away.
import { signal } from '@preact/signals';
import type { Debrief } from '#proto/classroom_service_pb';

import { Panel, Table } from '../shared/components.tsx';
import { tell } from '../shared/notices.tsx';
import { formatCents, formatSignedCents, formatWhole } from '../shared/units.ts';
import { attempt, operator } from './calls.ts';
import { CallButton } from './controls.tsx';
import { copy, download } from './files.ts';
import { paymentsCsv } from './payments.ts';
import { busy, debriefs, is_over, told } from './state.ts';
import { say } from './words/words.ts';

const received = signal(0);

export function DataPanel() {
  return (
    <div class="grid watch-grid">
      <Panel title={say('payments')}>
        <Payments />
      </Panel>
      <Panel title={say('export')}>
        <div class="stack">
          <p>{say('export_text')}</p>
          <div class="tools">
            <CallButton
              name="ExportData"
              class="primary"
              label={say('export_zip')}
              disabled={!is_over.value}
              call={() => void exportData()}
            />
            {busy.value.has('ExportData') && (
              <span class="hint" role="status">
                {say('received', { count: formatWhole(received.value) })}
              </span>
            )}
          </div>
          {!is_over.value && <p class="hint">{say('export_later')}</p>}
        </div>
      </Panel>
    </div>
  );
}

async function exportData(): Promise<void> {
  received.value = 0;
  await attempt(
    'ExportData',
    say('export_zip'),
    async () => {
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      let name = 'tanshi.zip';
      for await (const { chunk, fileName } of operator.exportData({}, { timeoutMs: 0 })) {
        if (fileName) name = fileName;
        pieces.push(new Uint8Array(chunk));
        received.value += chunk.length;
      }
      download(name, new Blob(pieces, { type: 'application/zip' }));
    },
    say('exported'),
  );
}

function Payments() {
  const paid = debriefs.value.filter(({ payment }) => payment !== undefined);
  const sum = paid.reduce((all, { payment }) => all + payment!.paidCents, 0n);
  if (is_over.value && told.value?.practice && sum === 0n) {
    return <p class="empty">{say('payments_practice')}</p>;
  }
  if (paid.length === 0) return <p class="empty">{say('payments_empty')}</p>;
  const year = paid[0]?.payment?.year ?? 0;
  return (
    <div class="stack">
      <p>{say('year_drawn', { year, sum: formatCents(sum) })}</p>
      <Table<Debrief>
        caption={say('payments')}
        empty={say('payments_empty')}
        rows={paid}
        row_key={({ seat }) => seat}
        columns={[
          { title: say('name'), head: true, cell: ({ name, seat }) => name || seat },
          { title: say('seat'), cell: ({ seat }) => seat },
          {
            title: say('earned'),
            figure: true,
            cell: ({ payment }) => formatSignedCents(payment!.earnedCents),
          },
          {
            title: say('to_pay'),
            figure: true,
            cell: ({ payment }) => <strong>{formatCents(payment!.paidCents)}</strong>,
          },
        ]}
      />
      <div class="tools">
        <button type="button" onClick={() => void copyPayments()}>
          {say('copy_csv')}
        </button>
        <button
          type="button"
          onClick={() =>
            download('payments.csv', new Blob([paymentsCsv(paid)], { type: 'text/csv' }))
          }
        >
          {say('save_csv')}
        </button>
      </div>
    </div>
  );
}

async function copyPayments(): Promise<void> {
  const copied = await copy(paymentsCsv(debriefs.value));
  tell(copied ? 'good' : 'bad', say(copied ? 'copied' : 'copy_failed'));
}
