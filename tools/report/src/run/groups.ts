// Firms by group, in the order in which the run names the groups.
import type { Firm, Run } from './run.ts';

export interface Group {
  name: string;
  index: number; // its colour, the same in every figure
  firms: Firm[];
}

export function groupsOf(run: Run): Group[] {
  const groups = new Map<string, Group>();
  for (const firm of run.firms) {
    const group = groups.get(firm.group) ?? { name: firm.group, index: groups.size, firms: [] };
    group.firms.push(firm);
    groups.set(firm.group, group);
  }
  return [...groups.values()];
}

// The sum over a group's firms of one of their yearly figures.
export function total(
  group: Group,
  key: 'abatement_t' | 'project_abatement_t' | 'abatement_benchmark_t',
  yearIndex: number,
): number {
  return group.firms.reduce((sum, firm) => sum + (firm[key][yearIndex] ?? 0), 0);
}
