// How short each seat was, day by day: for spark lines. Only what this page has seen.
import type { FollowClassResponse } from '#proto/operator_service_pb';

const kLongest = 60;

export class History {
  private day = '';
  private readonly by_seat = new Map<string, number[]>();

  // The latest of a day replaces what was told earlier in it.
  take({ clock, seats }: Pick<FollowClassResponse, 'clock' | 'seats'>): void {
    const day = `${clock?.year} ${clock?.day}`;
    const is_new = day !== this.day;
    this.day = day;
    for (const { seat, shortT } of seats) {
      const line = this.by_seat.get(seat) ?? [];
      if (is_new || line.length === 0) line.push(Number(shortT));
      else line[line.length - 1] = Number(shortT);
      this.by_seat.set(seat, line.slice(-kLongest));
    }
  }

  of(seat: string): readonly number[] {
    return this.by_seat.get(seat) ?? [];
  }

  clear(): void {
    this.day = '';
    this.by_seat.clear();
  }
}

// Points of a line in a box, as an SVG polyline takes them; zero is always within it.
export function sparkPoints(values: readonly number[], width: number, height: number): string {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const across = width / Math.max(1, values.length - 1);
  const y = (value: number) =>
    high === low ? height / 2 : height - ((value - low) / (high - low)) * height;
  return values.map((value, at) => `${round(at * across)},${round(y(value))}`).join(' ');
}

// Where zero is in that box, from the top.
export function sparkZero(values: readonly number[], height: number): number {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  return high === low ? height / 2 : round((high / (high - low)) * height);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
