import type { en } from './en.ts';

export const zh: Record<keyof typeof en, string> = {
  close: '关闭',
  cancel: '取消',
  language: '语言',
  theme: '配色',
  light: '浅色',
  dark: '深色',
  connecting: '正在连接…',
  connected: '已连接',
  reconnecting: '正在重新连接…',
  offline: '离线',
  amount_empty: '请输入数值。',
  amount_not_a_number: '这不是数字。请写成 {example} 的形式。',
  amount_too_fine: '小数位太多。请写成 {example} 的形式。',
  amount_too_large: '数值过大。',
  chart_as_table: '以表格显示',
  less: '减少：{what}',
  more: '增加：{what}',
  page_broke: '本页出了问题。你的席位和已发送的指令都是安全的。',
  reload: '重新加载',
};
