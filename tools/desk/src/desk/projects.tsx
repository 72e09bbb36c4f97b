// The menu of projects that the plant can be rebuilt with.
import { signal } from '@preact/signals';
import type { PlantView } from '#proto/classroom_service_pb';
import type { Technology } from '#proto/seat_brief_pb';

import { formatCents, formatWhole } from '../shared/units.ts';
import { setPlan } from './commands.ts';
import { centsOfDecimal, wholeOfDecimal } from './decimal.ts';
import { brief, busy } from './state.ts';
import { say } from './words/words.ts';

// Units chosen but not decided yet, by project; what is not there is as decided.
const chosen = signal<ReadonlyMap<number, number>>(new Map());

export function Projects({ plant }: { plant: PlantView }) {
  const projects = brief.value?.firm?.projects ?? [];
  if (projects.length === 0) return null;
  const decided = (at: number) => plant.builds.find(({ project }) => project === at)?.units ?? 0;
  const units = projects.map((_, at) => chosen.value.get(at) ?? decided(at));
  const changed = units.some((count, at) => count !== decided(at));
  const submit = (event: Event) => {
    event.preventDefault();
    const builds = units.flatMap((count, project) =>
      count > 0 ? [{ project, units: count }] : [],
    );
    setPlan({ builds });
    chosen.value = new Map();
  };
  const cost = units.reduce((sum, count, at) => {
    return sum + BigInt(count) * (centsOfDecimal(plant.projects[at]?.capex ?? '') ?? 0n);
  }, 0n);
  return (
    <form class="projects" onSubmit={submit} noValidate>
      <h3>{say('projects')}</h3>
      <p class="hint">{say('projects_hint')}</p>
      <ul>
        {projects.map((project, at) => (
          <Project
            key={project.name}
            project={project}
            capex={plant.projects[at]?.capex ?? project.capex}
            left={plant.projects[at]?.unitsLeft ?? 0}
            units={units[at] ?? 0}
            change={(count) => (chosen.value = new Map([...chosen.value, [at, count]]))}
          />
        ))}
      </ul>
      <div class="projects-end">
        <span>{say('projects_cost', { cost: formatCents(cost) })}</span>
        <button type="submit" class="primary" disabled={!changed || busy.value.has('plan')}>
          {say('decide_builds')}
        </button>
      </div>
    </form>
  );
}

function Project(props: {
  project: Technology;
  capex: string;
  left: number;
  units: number;
  change: (units: number) => void;
}) {
  const { project, units, left, change } = props;
  const money = (text: string) => {
    const cents = centsOfDecimal(text);
    return cents === undefined ? text : formatCents(cents);
  };
  const tonnes = wholeOfDecimal(project.abatesT);
  return (
    <li class="project">
      <div>
        <strong>{project.name}</strong>
        <p class="hint">
          {say('project_line', {
            capex: money(props.capex),
            abates: tonnes === undefined ? project.abatesT : formatWhole(tonnes),
            running: money(project.runningCost),
            build: project.buildYears,
            life: project.lifetimeYears,
          })}
        </p>
      </div>
      <div class="project-units" role="group" aria-label={project.name}>
        <button
          type="button"
          class="step"
          disabled={units <= 0}
          aria-label={say('one_less', { what: project.name })}
          onClick={() => change(units - 1)}
        >
          −
        </button>
        <output aria-live="polite">{units}</output>
        <button
          type="button"
          class="step"
          disabled={units >= left}
          aria-label={say('one_more', { what: project.name })}
          onClick={() => change(units + 1)}
        >
          +
        </button>
        <small class="hint">{say('units_left', { count: left })}</small>
      </div>
    </li>
  );
}
