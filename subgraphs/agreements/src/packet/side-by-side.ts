import type { SweepCtx } from '@firmament/kit';

const atOnce = 4;

/** Works on due rows, a few at once, so that one slow service does not hold up all others; what fails is logged and comes due again. */
export async function sideBySide<T>(ctx: SweepCtx, rows: readonly T[], work: (row: T) => Promise<void>): Promise<void> {
  const left = [...rows];
  const next = async (): Promise<void> => {
    for (let row = left.shift(); row !== undefined; row = left.shift()) await work(row).catch((error: unknown) => { ctx.log.error({ err: error }, 'one of several due things failed; it comes due again'); });
  };
  await Promise.all(Array.from({ length: atOnce }, next));
}
