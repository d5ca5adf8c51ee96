/** The days of a filter, both of them in it; none where nobody asks. */
export const between = (from: string | null | undefined, to: string | null | undefined): ({ $gte: string } | { $lte: string })[] => [...(from ? [{ $gte: from }] : []), ...(to ? [{ $lte: to }] : [])];
