import type { Ctx } from '@firmament/kit';

/** A number of a series, and how it is written. */
export interface SeriesNumber { readonly series: string; readonly seriesNo: bigint; readonly number: string }

/** The next number of a series of the firm; it is written behind the series' name where no other prefix is named. Whoever takes it holds the series until the commit, and gives it back with everything else if there is none: so there is no gap. */
export async function nextNumber(ctx: Ctx, series: string, prefix = series): Promise<SeriesNumber> {
  const [row] = await ctx.sql<{ last_no: string }>(
    `insert into revenue.number_series as s (tenant_id, series, last_no) values (sec.tenant_id(), $1, 1) on conflict (tenant_id, series) do update set last_no = s.last_no + 1 returning last_no`, [series]);
  if (!row) throw new Error('a series gave no number');
  const seriesNo = BigInt(row.last_no);
  return { series, seriesNo, number: `${prefix}${String(seriesNo).padStart(4, '0')}` };
}
