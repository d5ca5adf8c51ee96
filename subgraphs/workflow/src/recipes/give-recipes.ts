import { idToUuid, sweep, uuidToId, type Ctx } from '@firmament/kit';
import { checkDocument } from '../definition/check-document.js';
import { publish } from '../definition/publish.js';
import type { WorkflowDocument } from '../definition/document.types.js';
import { Workflow } from '../definition/workflow.entity.js';
import { firmOf, portsOf } from '../ports.js';
import { recipes } from './recipes.js';

/** The recipes of this build, as one text to compare with. */
export const recipeSet = Object.keys(recipes).sort().join(' ');

/** Gives a firm the recipes that it lacks. A firm that edited, renamed or stopped one keeps it as it is. */
export async function giveRecipesTo(ctx: Ctx, ownerUserId: string): Promise<void> {
  let whole = true;
  for (const [recipe, document] of Object.entries(recipes)) whole = await give(ctx, { recipe, document, ownerUserId }) && whole;
  await ctx.em.flush();
  // A recipe that could not be given is offered again, for example after a build that can run it.
  await ctx.sql(`insert into workflow.recipes_given (tenant_id, recipe_set) values ($1, $2) on conflict (tenant_id) do update set recipe_set = excluded.recipe_set`,
    [idToUuid(firmOf(ctx)), whole ? recipeSet : '']);
}

interface Gift { recipe: string; document: WorkflowDocument; ownerUserId: string }

async function give(ctx: Ctx, { recipe, document, ownerUserId }: Gift): Promise<boolean> {
  if (await ctx.em.findOne(Workflow, { recipe })) return true;
  const taken = await ctx.em.findOne(Workflow, { name: document.name });
  const checked = checkDocument(taken ? { ...document, name: `${document.name} (Firmament)` } : document, portsOf(ctx).catalogue());
  if (!checked.plan) {
    // A recipe that the house cannot run is a fault of the build; the other recipes are not held up by it.
    ctx.log.error({ recipe, faults: checked.faults.map((fault) => `${fault.place} ${fault.reason}`) }, 'a recipe was not published');
    return false;
  }
  await publish(ctx, { plan: checked.plan, workflow: null, ownerUserId, recipe, publishedBy: 'Firmament' });
  return true;
}

/** A house that learns new recipes gives them to the firms that are there already; a new firm gets them with its registration. */
export const giveMissingRecipes = sweep({
  name: 'give-recipes', everyMs: 30_000,
  run: async ({ scan, inTenant }) => {
    const firms = await scan<{ tenant_id: string }>('select tenant_id from workflow.recipes_given where recipe_set <> $1 limit 50', [recipeSet]);
    for (const { tenant_id } of firms) {
      await inTenant(uuidToId('firm', tenant_id), async (ctx) => {
        const ownerUserId = await ownerOf(ctx);
        if (ownerUserId) await giveRecipesTo(ctx, ownerUserId);
      });
    }
  },
});

/** The person who registered the firm; for a firm from before that was kept, the one who owns its first recipe. */
async function ownerOf(ctx: Ctx): Promise<string | null> {
  const [row] = await ctx.sql<{ owner: string }>(`select coalesce((select owner_user_id from workflow.firms limit 1),
    (select owner_user_id from workflow.workflows where recipe is not null order by created_at, id limit 1)) as owner`);
  return row?.owner ? uuidToId('usr', row.owner) : null;
}
