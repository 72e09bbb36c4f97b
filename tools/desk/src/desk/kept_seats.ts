// Seats that this browser has, beyond the tab in which they were taken: who closes it by mistake
// goes on in another one. Leaving forgets a seat, and so does the exchange's saying that its token
// has ended. Two tabs may be two participants: each goes by its own token, which is not kept here.
export interface KeptSeat {
  readonly token: string;
  readonly name: string;
  // Empty: eyes alone.
  readonly seat: string;
}

type KeptStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const kKey = 'tanshi.seats';
const kMost = 4;

export class KeptSeats {
  // `storage` is asked for each time: a browser may refuse it.
  constructor(private readonly storage: () => KeptStorage) {}

  // The latest first.
  list(): readonly KeptSeat[] {
    try {
      const read: unknown = JSON.parse(this.storage().getItem(kKey) ?? '[]');
      return Array.isArray(read) ? read.filter(isKept).slice(0, kMost) : [];
    } catch {
      return [];
    }
  }

  keep(seat: KeptSeat): void {
    this.write([seat, ...this.list().filter(({ token }) => token !== seat.token)].slice(0, kMost));
  }

  // Another session may give another seat.
  rename(token: string | undefined, seat: string): void {
    const kept = this.list();
    if (!kept.some((each) => each.token === token && each.seat !== seat)) return;
    this.write(kept.map((each) => (each.token === token ? { ...each, seat } : each)));
  }

  forget(token: string | undefined): void {
    this.write(this.list().filter((each) => each.token !== token));
  }

  private write(seats: readonly KeptSeat[]): void {
    try {
      if (seats.length > 0) this.storage().setItem(kKey, JSON.stringify(seats));
      else this.storage().removeItem(kKey);
    } catch {
      // The tab has its token all the same.
    }
  }
}

function isKept(read: unknown): read is KeptSeat {
  const { token, name, seat } = (read ?? {}) as Record<string, unknown>;
  return [token, name, seat].every((each) => typeof each === 'string') && token !== '';
}

export const kept_seats = new KeptSeats(() => localStorage);
