/** Names that people write otherwise and mean alike: «Acme Ltd.» and «ACME LTD». */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

/** The same for tax numbers. */
export const taxKey = (taxNumber: string): string => taxNumber.toUpperCase().replace(/[^A-Z0-9]/g, '');

interface Known { readonly id: string; readonly nameKey: string; readonly taxKey: string | null }

/** Which of the vendors a name and a tax number mean: the one of that number; else the only one of that name, unless its number is another. Several of one name are for a human. */
export function whichVendor<V extends Known>(vendors: readonly V[], named: { readonly name: string; readonly taxNumber: string | null }): V | 'UNCLEAR' | null {
  const tax = named.taxNumber === null ? null : taxKey(named.taxNumber);
  const byTax = tax === null ? undefined : vendors.find((one) => one.taxKey === tax);
  if (byTax) return byTax;
  const byName = vendors.filter((one) => one.nameKey === nameKey(named.name) && (tax === null || one.taxKey === null));
  return byName.length > 1 ? 'UNCLEAR' : (byName[0] ?? null);
}
