// Says what the server does not do, and what to do instead.
import { unsupported } from './state.ts';
import { say } from './words/words.ts';

export function Unsupported(props: { call: string; instead: string }) {
  if (!unsupported.value.has(props.call)) return null;
  return (
    <p class="strip">
      <span aria-hidden="true">ℹ</span> {say('not_on_this_server')} {props.instead}
    </p>
  );
}
