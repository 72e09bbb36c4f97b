import { signal } from '@preact/signals';

export type OrdersTab = 'orders' | 'fills' | 'auction' | 'offers' | 'years';
export const kTabs: readonly OrdersTab[] = ['orders', 'fills', 'auction', 'offers', 'years'];
export const open_tab = signal<OrdersTab>('orders');
