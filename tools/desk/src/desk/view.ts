// Which part of the desk a phone shows; a larger screen shows all.
import { signal } from '@preact/signals';

export type View = 'market' | 'trade' | 'firm' | 'orders' | 'news';
export const kViews: readonly View[] = ['market', 'trade', 'firm', 'orders', 'news'];
export const kViewsOfObserver: readonly View[] = ['market', 'news'];
export const view = signal<View>('market');

const phone = globalThis.matchMedia?.('(max-width: 799px)');
export const is_phone = signal(phone?.matches ?? false);
phone?.addEventListener('change', ({ matches }) => (is_phone.value = matches));
