// Buy or sell: a word, a shape and a colour.
import { Side } from '#proto/types_pb';

import { say } from './words/words.ts';

export function SideWord({ side }: { side: Side }) {
  return side === Side.BUY ? (
    <span class="buy">▲ {say('buy')}</span>
  ) : (
    <span class="sell">▼ {say('sell')}</span>
  );
}
