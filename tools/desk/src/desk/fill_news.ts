// Which of the own trades are news: an order that trades at once tells so by its answer, and its
// trades, which come with the screen before or after that, are not told a second time. Pure.
export class FillNews {
  // Traded by an answer that told of it, and not seen as a trade yet.
  private readonly told = new Map<bigint, bigint>();
  // Seen as a trade before the answer came.
  private readonly early = new Map<bigint, bigint>();

  // An order was answered, and its answer told how much has traded.
  answered(order_id: bigint, traded: bigint): void {
    const seen = this.early.get(order_id) ?? 0n;
    this.early.delete(order_id);
    if (traded > seen) this.told.set(order_id, traded - seen);
  }

  // A trade came; whether it is news. `awaited`: its order is not answered yet.
  isNews(order_id: bigint, quantity: bigint, awaited: boolean): boolean {
    if (awaited) {
      this.early.set(order_id, (this.early.get(order_id) ?? 0n) + quantity);
      return false;
    }
    const left = this.told.get(order_id) ?? 0n;
    if (left < quantity) return true;
    this.told.set(order_id, left - quantity);
    return false;
  }
}
