import { invoicePlanCreated } from '@firmament/events';
import { on } from '@firmament/kit';
import { Project, ProjectBilling } from './project.entity.js';

/** What will be billed for a project stands: it waits for it no longer. The plan may be there before the work begins. */
export const onPlanCreated = on(invoicePlanCreated, async ({ data }, ctx) => {
  const project = data.projectId ? await ctx.em.findOne(Project, { id: data.projectId }) : null;
  if (project) project.billing = ProjectBilling.PLANNED;
});
