// What was told to all, in the language of the page.
import { AnnouncementKind, type Announcement } from '#proto/classroom_service_pb';

import { formatBps, formatCents, formatWhole } from '../shared/units.ts';
import { say } from './words/words.ts';

export function announcementText({ kind, text, year, figures }: Announcement): string {
  const figure = (at: number) => figures[at] ?? 0n;
  const whole = (at: number) => formatWhole(figure(at));
  const money = (at: number) => formatCents(figure(at));
  // Ten thousand basis points are as before: 12000 is 20 % more.
  const change = (at: number) => {
    const by = figure(at) - 10_000n;
    return (by > 0n ? '+' : '') + formatBps(by);
  };
  switch (kind) {
    case AnnouncementKind.YEAR_BEGAN:
      return say('news_year_began', { year, cap: whole(0) });
    case AnnouncementKind.YEAR_ENDED:
      return say(figure(2) > 0n ? 'news_year_ended' : 'news_year_without_trade', {
        year: String(figure(0)),
        emissions: whole(1),
        price: money(2),
      });
    case AnnouncementKind.AUCTION_OPENED:
      return say('news_auction_opened', { quantity: whole(0), price: money(1) });
    case AnnouncementKind.AUCTION_CLEARED:
      return say('news_auction_cleared', { quantity: whole(0), price: money(1) });
    case AnnouncementKind.DEMAND_SHOCK:
      return say('news_demand_shock', { change: change(0), year: String(figures[1] ?? year) });
    case AnnouncementKind.COST_SHOCK:
      return say('news_cost_shock', { change: change(0) });
    case AnnouncementKind.CAP_CHANGE:
      return say('news_cap_change', { change: change(0), year: String(figures[1] ?? year) });
    default:
      return text;
  }
}
