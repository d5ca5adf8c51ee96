import { projectActivated, recurrenceGenerated } from '@firmament/events';
import { Refusal, type Ctx } from '@firmament/kit';
import { TemplateNotPublished } from '../errors.js';
import { layOut } from '../project/lay-out.js';
import { Project, ProjectStatus } from '../project/project.entity.js';
import { wake } from '../project/wake.js';
import { teamOf } from '../team/roles.js';
import { ProjectTemplate, ProjectTemplateVersion } from '../template/template.entity.js';
import { occurrenceOn } from './occurrence.js';
import { daysBefore, daysOf } from './occurrences.rules.js';
import { RecurrenceRule, RecurrenceRun } from './recurrence.entity.js';
import type { RecurrenceOccurrence, SkippedRule } from './recurrence.inputs.js';

/** A rule that slept for years wakes up slowly. */
const mostAtOnce = 24;

/** Lays out the work of every period of every rule that has come by that day. The same period is never laid out twice. */
export async function generateAll(ctx: Ctx, asOf: string): Promise<{ generated: RecurrenceRun[]; skipped: SkippedRule[] }> {
  const generated: RecurrenceRun[] = [];
  const skipped: SkippedRule[] = [];
  for (const { id } of await ctx.em.find(RecurrenceRule, { active: true }, { orderBy: { id: 'ASC' } })) {
    const rule = await ctx.load(RecurrenceRule, id);
    const source = await sourceOf(ctx, rule);
    if (source instanceof Refusal) skipped.push({ rule, sentence: source.message });
    else generated.push(...await generate(ctx, rule, { source, asOf }));
  }
  return { generated, skipped };
}

interface Source { readonly template: ProjectTemplate; readonly version: ProjectTemplateVersion }

async function sourceOf(ctx: Ctx, rule: RecurrenceRule): Promise<Source | Refusal> {
  const template = await ctx.em.findOneOrFail(ProjectTemplate, { id: rule.templateId });
  const version = await ctx.em.findOne(ProjectTemplateVersion, { templateId: template.id, publishedAt: { $ne: null } }, { orderBy: { versionNo: 'DESC' } });
  return version ? { template, version } : new TemplateNotPublished(template.name);
}

async function generate(ctx: Ctx, rule: RecurrenceRule, { source, asOf }: { source: Source; asOf: string }): Promise<RecurrenceRun[]> {
  const team = await teamOf(ctx, rule.clientId);
  const from = rule.generatedThrough ? daysBefore(rule.generatedThrough, -1) : rule.startsOn;
  const runs: RecurrenceRun[] = [];
  for (const day of daysOf(rule, { from, to: daysBefore(asOf, -rule.daysAhead), most: mostAtOnce })) {
    const occurrence = occurrenceOn(rule, day, team.displayName);
    rule.generatedThrough = day;
    if (await ctx.em.findOne(RecurrenceRun, { ruleId: rule.id, periodKey: occurrence.periodKey })) continue;
    const order = { clientId: rule.clientId, templateVersionId: source.version.id, kickOffOn: day, ownerUserId: rule.ownerUserId, clientName: team.displayName, period: occurrence.period, name: occurrence.name };
    const project = layOut(ctx, { ...source, team }, order);
    await begin(ctx, project);
    runs.push(note(ctx, rule, { project, occurrence }));
  }
  return runs;
}

/** Recurring work begins by itself: its day was agreed when the rule was made. */
async function begin(ctx: Ctx, project: Project): Promise<void> {
  project.moveTo(ProjectStatus.ACTIVE, null, ctx.now);
  ctx.emit(projectActivated, { projectId: project.id, clientId: project.clientId, name: project.name }, { aggregateId: project.id, clientId: project.clientId });
  await ctx.em.flush();
  await wake(ctx, project, project.kickOffOn);
}

function note(ctx: Ctx, rule: RecurrenceRule, { project, occurrence }: { project: Project; occurrence: RecurrenceOccurrence }): RecurrenceRun {
  const run = ctx.em.create(RecurrenceRun, { id: ctx.newId('rrn'), tenantId: rule.tenantId, version: 1, ruleId: rule.id, periodKey: occurrence.periodKey, clientId: rule.clientId, projectId: project.id, occursOn: occurrence.on, createdAt: ctx.now });
  ctx.em.persist(run);
  ctx.emit(recurrenceGenerated, { ruleId: rule.id, periodKey: occurrence.periodKey, projectId: project.id, clientId: rule.clientId, name: project.name }, { aggregateId: rule.id, clientId: rule.clientId });
  return run;
}
