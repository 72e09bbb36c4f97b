// Keys of the desk: one letter each, where nobody is typing. They can be turned off.
import { effect, signal } from '@preact/signals';

import { preference, setPreference } from '../shared/preferences.ts';
import { cancelAllOrders } from './commands.ts';
import { help_open } from './help_state.ts';
import { open_tab, type OrdersTab } from './orders_state.ts';
import { screen } from './state.ts';
import * as ticket from './ticket.ts';
import { view, type View } from './view.ts';

export const keys_on = signal(preference('keys') !== 'off');
effect(() => setPreference('keys', keys_on.value ? 'on' : 'off'));

function ticketFor(buys: boolean): void {
  show('trade', 'ticket-price');
  ticket.chooseSide(buys);
}

function show(part: View, id: string): void {
  view.value = part;
  const focus = () => document.getElementById(id)?.focus();
  focus(); // at once, so that what is typed next goes there
  // A phone draws the part first. Not otherwise: who is quick is in the next field by then.
  if (document.activeElement?.id !== id) setTimeout(focus, 0);
}

function tab(name: OrdersTab): void {
  open_tab.value = name;
  view.value = 'orders';
  const focus = () => document.querySelector<HTMLElement>('#orders [aria-selected=true]')?.focus();
  setTimeout(focus, 0);
}

export const kKeys = {
  b: () => ticketFor(true),
  s: () => ticketFor(false),
  q: () => show('trade', 'ticket-quantity'),
  o: () => tab('orders'),
  f: () => tab('fills'),
  a: () => tab('auction'),
  c: () => tab('offers'),
  m: () => show('firm', 'abatement'),
  x: () => {
    if (screen.value?.orders.length) cancelAllOrders();
  },
  '?': () => (help_open.value = 'keys'),
} as const;

export type Key = keyof typeof kKeys;

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.matches('input:not([type=radio], [type=checkbox], [type=range]), select, textarea') ||
      target.isContentEditable)
  );
}

export function watchKeys(): () => void {
  const press = (event: KeyboardEvent) => {
    const with_another = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
    if (!keys_on.value || with_another || typing(event.target)) return;
    if (document.querySelector('dialog[open], .tour')) return;
    const act = kKeys[event.key.toLowerCase() as Key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}
