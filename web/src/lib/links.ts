const known = [/^\/$/, /^\/clients$/, /^\/clients\/cli_\w+$/, /^\/calendar$/, /^\/runs$/, /^\/runs\/run_\w+$/, /^\/templates\/(projects|folders|appointments|contracts|clauses|packages)$/, /^\/projects\/prj_\w+$/, /^\/agreements$/, /^\/agreements\/agr_\w+$/, /^\/proposals$/, /^\/proposals\/prp_\w+$/, /^\/settings\/(connections|ledger|billing|approvals)$/, /^\/money$/, /^\/money\/(invoices|payments|bills|receivables|unbilled|plans)$/, /^\/money\/invoices\/ivc_\w+$/, /^\/money\/bills\/bil_\w+$/, /^\/money\/plans\/agr_\w+$/, /^\/money\/statements\/cli_\w+$/, /^\/approvals$/];

/** The address under which this app shows what a domain points at; null when it has no page for it yet. */
export function shownAt(href: string | null | undefined): string | null {
  if (!href?.startsWith('/')) return null;
  const [path = '', query] = href.split('?');
  const file = /^(\/clients\/cli_\w+)\/files(?:\/(fil_\w+))?$/.exec(path);
  if (file) return `${file[1]}?tab=files${file[2] ? `&open=${file[2]}` : ''}${query ? `&${query}` : ''}`;
  const payment = /^\/money\/payments\/(pmt_\w+)$/.exec(path);
  if (payment) return `/money/payments?open=${payment[1]}`;
  const folded = path.replace(/^(\/clients\/cli_\w+)\/\w+$/, '$1').replace(/^(\/agreements\/agr_\w+)\/packets\/\w+$/, '$1').replace(/^(\/templates\/\w+)\/\w+$/, '$1');
  if (!known.some((page) => page.test(folded))) return null;
  return query ? `${folded}?${query}` : folded;
}
