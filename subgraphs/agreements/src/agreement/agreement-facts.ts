import type { Quote } from '../proposal/offer.types.js';
import { pricedLine } from '../proposal/kept-line.rules.js';
import { quoteOf } from '../proposal/pricing.rules.js';
import { dayOf } from '../day.rules.js';
import type { Agreement } from './agreement.entity.js';
import type { AgreementVersion } from './agreement-version.entity.js';

/** What the lines of a version cost. */
export const quoteOfVersion = (version: AgreementVersion): Quote => quoteOf(version.lines.map(pricedLine), version.currency);

/** What an agreement in force says of itself in facts. */
export function inForce(agreement: Agreement, version: AgreementVersion) {
  const { currency } = version;
  const money = (minor: bigint | string) => ({ minor: String(minor), currency });
  const quote = quoteOfVersion(version);
  return {
    ...agreement.facts, versionNo: version.versionNo, effectiveOn: agreement.effectiveOn ?? dayOf(version.signedAt ?? version.createdAt), projectId: agreement.projectId, proposalId: version.proposalId, currency, fixedTotal: money(quote.fixedMinor),
    serviceLines: version.lines.map((line) => ({ serviceLineId: line.serviceLineId, key: line.key, title: line.title, quantity: line.quantity, timing: line.timing, period: line.period, net: money(line.netMinor), tax: money(line.taxMinor), gross: money(line.grossMinor) })),
    plan: quote.plan.map(({ amountMinor, ...bill }) => ({ ...bill, amount: amountMinor === null ? null : money(amountMinor) })),
  };
}
