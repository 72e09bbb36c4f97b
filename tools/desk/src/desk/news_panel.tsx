// What the instructor and the exchange told the class, and the ranking where it is shown.
import { AnnouncementSource, type RankingLine } from '#proto/classroom_service_pb';

import { Panel, Table } from '../shared/components.tsx';
import { formatSignedCents } from '../shared/units.ts';
import { announcementText } from './announcements.ts';
import { screen } from './state.ts';
import { say } from './words/words.ts';

export function NewsPanel() {
  const told = [...(screen.value?.announcements ?? [])].reverse();
  const ranking = screen.value?.ranking ?? [];
  return (
    <Panel id="news" title={say('news')} class="part-news" text>
      {ranking.length > 0 && <Ranking lines={ranking} />}
      {told.length === 0 ? (
        <p class="empty">{say('news_empty')}</p>
      ) : (
        <ul class="news">
          {told.map((each) => {
            const instructor = each.source === AnnouncementSource.INSTRUCTOR;
            return (
              <li key={each.number} class={instructor ? 'news-instructor' : ''}>
                <span class="hint">
                  {each.year} · {each.day + 1}
                  {instructor && <strong> {say('instructor')}</strong>}
                </span>
                <p>{announcementText(each)}</p>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}

function Ranking({ lines }: { lines: readonly RankingLine[] }) {
  return (
    <section class="ranking">
      <h3>{say('ranking')}</h3>
      <Table
        caption={say('ranking')}
        rows={lines}
        row_key={({ place, name, gainCents }) => `${place} ${name} ${gainCents}`}
        row_class={({ own }) => (own ? 'own-line' : '')}
        empty=""
        columns={[
          { title: say('place'), cell: ({ place }) => String(place), figure: true },
          {
            title: say('who'),
            cell: ({ name, own }) => (own ? `◆ ${name || say('you')}` : name || '–'),
            head: true,
          },
          {
            title: say('gain'),
            cell: ({ gainCents }) => formatSignedCents(gainCents),
            figure: true,
          },
        ]}
      />
    </section>
  );
}
