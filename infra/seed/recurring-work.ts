import { newId } from '@firmament/events';
import type { Asking, Voice } from './ask.js';
import { bookkeepingPlan, recurring, worked } from './harbour-vale-work.js';
import { createProjectTemplate, type Practice } from './practice.js';
import type { StoryCalendar } from './story-calendar.js';

interface Generated { readonly project: { id: string; client: { id: string }; tasks: { id: string; title: string }[] } }

const generate = 'mutation($input: GenerateRecurringProjectsInput!) { generateRecurringProjects(input: $input) { generated { project { id client { id } tasks { id title } } } skipped { sentence } } }';
const act = (name: string, input: string) => `mutation($input: ${input}!) { ${name}(input: $input) { id } }`;

/** Work that comes again: rules, the months that they laid out, what is done of them and how long it took. */
export async function tellRecurringWork(asking: Asking, calendar: StoryCalendar, practice: Practice): Promise<void> {
  const at = (daysAgo: number, time = '05:00'): Voice => ({ ...practice.owner, at: new Date(Math.min(calendar.instant(calendar.date(-daysAgo), time).getTime(), Date.now())), correlation: newId('cor') });
  const { templateId } = await createProjectTemplate(asking, practice.owner, { name: 'Monthly bookkeeping', projectType: 'Bookkeeping', plan: bookkeepingPlan });
  await asking.ask('mutation($input: SetBillingRateInput!) { setBillingRate(input: $input) { id } }', { input: { rate: { minor: '9500', currency: 'GBP' } } }, at(300));
  for (const { client, startsAgo, ...rule } of recurring) {
    const known = practice.clients.get(client);
    if (known) await asking.ask(act('createRecurrenceRule', 'CreateRecurrenceRuleInput'), { input: { ...rule, clientId: known.id, templateId, startsOn: calendar.date(-startsAgo), daysAhead: 3, periodOffset: -1 } }, at(startsAgo + 5, '14:00'));
  }
  const laidOut: (Generated & { daysAgo: number })[] = [];
  // Looked at week by week, as the firm's own recipe does each morning: a month appears when its time has come.
  for (const daysAgo of [66, 59, 52, 45, 38, 31, 24, 17, 10, 3]) {
    const { generateRecurringProjects } = await asking.ask<{ generateRecurringProjects: { generated: Generated[] } }>(generate, { input: {} }, at(daysAgo));
    laidOut.push(...generateRecurringProjects.generated.map((one) => ({ ...one, daysAgo })));
  }
  const bakery = practice.clients.get('Penhallow Bakery')?.id;
  const [oldest, ...later] = laidOut.filter(({ project }) => project.client.id === bakery);
  if (!oldest) return;
  for (const task of oldest.project.tasks) await asking.ask(act('completeTask', 'CompleteTaskInput'), { input: { taskId: task.id } }, at(oldest.daysAgo - 12, '16:00'));
  await asking.ask(act('completeProject', 'CompleteProjectInput'), { input: { projectId: oldest.project.id } }, at(oldest.daysAgo - 13, '09:30'));
  const underWay = later.filter(({ daysAgo }) => daysAgo > 3).at(-1);
  await logHours(asking, calendar, practice, underWay?.project.tasks ?? []);
}

async function logHours(asking: Asking, calendar: StoryCalendar, practice: Practice, tasks: readonly { id: string; title: string }[]): Promise<void> {
  for (const { task, who, ago, minutes, note, ...more } of worked) {
    const taskId = tasks.find(({ title }) => title === task)?.id;
    const voice = { ...practice.owner, at: calendar.instant(calendar.date(-ago), '17:00'), correlation: newId('cor') };
    if (taskId) await asking.ask(act('logTime', 'LogTimeInput'), { input: { taskId, userId: practice.people[who], workedOn: calendar.date(-ago), minutes, note, ...more } }, voice);
  }
}
