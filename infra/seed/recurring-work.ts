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
  await asking.ask('mutation($input: SetBillingRateInput!) { setBillingRate(input: $input) { id } }', { input: { rate: { minor: '9500', currency: 'GBP' } } }, at(100));
  for (const { client, ...rule } of recurring) {
    const known = practice.clients.get(client);
    if (known) await asking.ask(act('createRecurrenceRule', 'CreateRecurrenceRuleInput'), { input: { ...rule, clientId: known.id, templateId, startsOn: calendar.date(-75), daysAhead: 3, periodOffset: -1 } }, at(80, '14:00'));
  }
  const months: Generated[][] = [];
  for (const daysAgo of [62, 31, 1]) {
    const { generateRecurringProjects } = await asking.ask<{ generateRecurringProjects: { generated: Generated[] } }>(generate, { input: {} }, at(daysAgo));
    months.push(generateRecurringProjects.generated);
  }
  const bakery = practice.clients.get('Penhallow Bakery')?.id;
  const ofBakery = months.flat().map(({ project }) => project).filter(({ client }) => client.id === bakery);
  const [oldest, ...later] = ofBakery;
  for (const task of oldest?.tasks ?? []) await asking.ask(act('completeTask', 'CompleteTaskInput'), { input: { taskId: task.id } }, at(50, '16:00'));
  if (oldest) await asking.ask(act('completeProject', 'CompleteProjectInput'), { input: { projectId: oldest.id } }, at(49, '09:30'));
  await logHours(asking, calendar, practice, later.at(-1)?.tasks ?? []);
}

async function logHours(asking: Asking, calendar: StoryCalendar, practice: Practice, tasks: readonly { id: string; title: string }[]): Promise<void> {
  for (const { task, who, ago, minutes, note, ...more } of worked) {
    const taskId = tasks.find(({ title }) => title === task)?.id;
    const voice = { ...practice.owner, at: calendar.instant(calendar.date(-ago), '17:00'), correlation: newId('cor') };
    if (taskId) await asking.ask(act('logTime', 'LogTimeInput'), { input: { taskId, userId: practice.people[who], workedOn: calendar.date(-ago), minutes, note, ...more } }, voice);
  }
}
