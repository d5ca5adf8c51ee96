import { requestCancelled, requestClosed, requestCompleted, requestExpired, requestItemReceived, requestItemWaived, requestReopened, requestSent } from '@firmament/events';
import { on, type Ctx } from '@firmament/kit';
import { addAction, finishAction } from './keep-actions.js';
import type { ActionStanding } from './action.entity.js';

async function stands(ctx: Ctx, requestId: string, standing: ActionStanding): Promise<void> {
  await ctx.sql(`update portal.actions set standing = $2, version = version + 1 where kind = 'FILE_REQUEST' and source_ref = $1 and standing <> $2`, [requestId, standing]);
}

/** Off the list, and how it stands from here. */
async function leave(ctx: Ctx, requestId: string, standing: ActionStanding): Promise<void> {
  await finishAction('FILE_REQUEST', requestId, ctx);
  await stands(ctx, requestId, standing);
}

/** What the client's list does about requests for files: an item leaves when all is there, and only then. */
export const requestListeners = [
  on(requestSent, async (event, ctx) => {
    const { requestId, clientId, title, dueOn, requiredCount } = event.data;
    await addAction({ clientId, kind: 'FILE_REQUEST', sourceRef: requestId, title, why: `${requiredCount} ${requiredCount === 1 ? 'file is' : 'files are'} needed.`, dueOn }, ctx);
    await stands(ctx, requestId, 'WAITING');
  }),
  on(requestItemReceived, async (event, ctx) => { await begun(ctx, event.data.requestId); }),
  on(requestItemWaived, async (event, ctx) => { await begun(ctx, event.data.requestId); }),
  on(requestCompleted, async (event, ctx) => { await leave(ctx, event.data.requestId, 'IN_REVIEW'); }),
  on(requestReopened, async (event, ctx) => {
    const { requestId, clientId, title, dueOn, reason } = event.data;
    await addAction({ clientId, kind: 'FILE_REQUEST', sourceRef: requestId, title, why: reason, dueOn }, ctx);
    await ctx.sql(`update portal.actions set why = $2 where kind = 'FILE_REQUEST' and source_ref = $1`, [requestId, reason]);
    await stands(ctx, requestId, 'IN_PROGRESS');
  }),
  on(requestClosed, async (event, ctx) => { await leave(ctx, event.data.requestId, 'DONE'); }),
  on(requestCancelled, async (event, ctx) => { await leave(ctx, event.data.requestId, 'DONE'); }),
  on(requestExpired, async (event, ctx) => { await leave(ctx, event.data.requestId, 'DONE'); }),
];

/** Something came, and something is still missing. What is in review already stays in review. */
async function begun(ctx: Ctx, requestId: string): Promise<void> {
  await ctx.sql(`update portal.actions set standing = 'IN_PROGRESS', version = version + 1 where kind = 'FILE_REQUEST' and source_ref = $1 and standing = 'WAITING'`, [requestId]);
}
