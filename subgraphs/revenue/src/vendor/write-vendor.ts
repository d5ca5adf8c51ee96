import { vendorAdded, vendorChanged } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { VendorUnclear } from '../errors.js';
import { nameKey, taxKey, whichVendor } from './vendor.rules.js';
import { Vendor } from './vendor.entity.js';
import type { VendorStanding } from './vendor.types.js';

/** What is said about a vendor. */
export interface VendorWords { readonly name: string; readonly taxNumber: string | null; readonly email: string | null; readonly accountCode: string | null; readonly taxCode: string | null }

const keysOf = ({ name, taxNumber }: Pick<VendorWords, 'name' | 'taxNumber'>) => ({ name, nameKey: nameKey(name), taxNumber, taxKey: taxNumber === null ? null : taxKey(taxNumber) });

/** Writes a vendor down. */
export function addVendor(ctx: Ctx, words: VendorWords, status: VendorStanding): Vendor {
  const vendor = ctx.em.create(Vendor, { id: ctx.newId('vnd'), tenantId: ctx.actor.tenantId ?? '', version: 1, ...words, ...keysOf(words), status, bankMask: null, bankPrint: null, createdAt: ctx.now });
  ctx.em.persist(vendor);
  ctx.emit(vendorAdded, { vendorId: vendor.id, name: vendor.name }, { aggregateId: vendor.id });
  return vendor;
}

/** Changes what is said about a vendor; names what is another now, never what it was. */
export function changeVendor(ctx: Ctx, vendor: Vendor, words: VendorWords & { readonly status: VendorStanding }): void {
  const changed = (Object.keys(words) as (keyof typeof words)[]).filter((field) => vendor[field] !== words[field]);
  if (changed.length === 0) return;
  Object.assign(vendor, words, keysOf(words));
  ctx.emit(vendorChanged, { vendorId: vendor.id, name: vendor.name, changed }, { aggregateId: vendor.id });
}

/** The vendor that a name and a tax number mean; one that nobody knows is a candidate until somebody confirms it. */
export async function vendorNamed(ctx: Ctx, named: { readonly name: string; readonly taxNumber: string | null }): Promise<Vendor> {
  const tax = named.taxNumber === null ? [] : [{ taxKey: taxKey(named.taxNumber) }];
  const known = await ctx.em.find(Vendor, { status: { $ne: 'INACTIVE' }, $or: [{ nameKey: nameKey(named.name) }, ...tax] }, { orderBy: { id: 'ASC' } });
  const found = whichVendor(known, named);
  if (found === 'UNCLEAR') throw new VendorUnclear();
  return found ?? addVendor(ctx, { ...named, email: null, accountCode: null, taxCode: null }, 'CANDIDATE');
}
