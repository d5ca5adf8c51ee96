import { firmRegistered } from '@firmament/events';
import { on, type Ctx } from '@firmament/kit';
import { checkDocument } from '../definition/check-document.js';
import { publish } from '../definition/publish.js';
import { Workflow } from '../definition/workflow.entity.js';
import { portsOf } from '../ports.js';
import { recipes } from './recipes.js';

/** A new firm gets the recipes as workflows of its own, owned by the person who registered it. */
export const giveRecipes = on(firmRegistered, async ({ data }, ctx) => {
  for (const [recipe, document] of Object.entries(recipes)) await give(ctx, recipe, document, data.ownerUserId);
});

async function give(ctx: Ctx, recipe: string, document: unknown, ownerUserId: string): Promise<void> {
  if (await ctx.em.findOne(Workflow, { recipe })) return;
  const checked = checkDocument(document, portsOf(ctx).catalogue());
  if (!checked.plan) {
    // A recipe that the house cannot run is a fault of the build; the other recipes are not held up by it.
    ctx.log.error({ recipe, faults: checked.faults.map((fault) => `${fault.place} ${fault.reason}`) }, 'a recipe was not published');
    return;
  }
  publish(ctx, { plan: checked.plan, workflow: null, ownerUserId, recipe, publishedBy: 'Firmament' });
}
