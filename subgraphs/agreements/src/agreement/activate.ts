import { agreementActivated, agreementAmended, agreementSigned } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { dayOf, lastDayOf, plusDays } from '../day.rules.js';
import { laterOn } from '../due.js';
import { pricedLine } from '../proposal/kept-line.rules.js';
import { ActivationPolicy } from '../template/contract-template.entity.js';
import { recordObligations } from '../obligation/record-obligations.js';
import { Agreement, AgreementStatus } from './agreement.entity.js';
import { inForce } from './agreement-facts.js';
import { AgreementVersion, AgreementVersionState } from './agreement-version.entity.js';
import { lineChanges } from './line-changes.rules.js';

const place = (agreement: Agreement) => ({ aggregateId: agreement.id, clientId: agreement.clientId });

/** When the firm is told that an agreement ends soon. */
async function planRenewal(ctx: Ctx, agreement: Agreement): Promise<void> {
  if (agreement.endsOn === null || agreement.renewalNoticeDays === null) return;
  await laterOn(ctx, 'renewal', { id: agreement.id, at: new Date(`${plusDays(agreement.endsOn, -agreement.renewalNoticeDays)}T00:00:00Z`) });
}

/** An agreement comes into force, once in its life. */
export async function comeIntoForce(ctx: Ctx, agreement: Agreement, version: AgreementVersion, packetId: string | null): Promise<void> {
  agreement.status = AgreementStatus.ACTIVE;
  await planRenewal(ctx, agreement);
  await recordObligations(ctx, agreement, version);
  ctx.emit(agreementActivated, { ...inForce(agreement, version), packetId }, place(agreement));
}

/** A signed change takes the place of what held before. */
async function amend(ctx: Ctx, agreement: Agreement, version: AgreementVersion): Promise<void> {
  const before = await ctx.em.findOneOrFail(AgreementVersion, { agreementId: agreement.id, versionNo: agreement.versionInForce ?? 0 });
  before.state = AgreementVersionState.SUPERSEDED;
  agreement.versionInForce = version.versionNo;
  await recordObligations(ctx, agreement, version);
  const money = (minor: bigint | null) => (minor === null ? null : { minor: String(minor), currency: version.currency });
  const changes = lineChanges(before.lines.map(pricedLine), version.lines.map(pricedLine)).map(({ beforeMinor, afterMinor, ...rest }) => ({ ...rest, before: money(beforeMinor), after: money(afterMinor) }));
  ctx.emit(agreementAmended, { ...inForce(agreement, version), effectiveOn: version.effectiveOn ?? dayOf(ctx.now), changes }, place(agreement));
}

/** All have signed a version. What follows is the template's policy: in force, waiting for the first payment, or changed. */
export async function allSigned(ctx: Ctx, agreement: Agreement, version: AgreementVersion, packet: { readonly packetId: string; readonly at: Date }): Promise<void> {
  Object.assign(version, { state: AgreementVersionState.SIGNED, signedAt: packet.at });
  if (agreement.status === AgreementStatus.ACTIVE) { await amend(ctx, agreement, version); return; }
  if (agreement.status !== AgreementStatus.IN_SIGNATURE) return;
  const effectiveOn = version.effectiveOn ?? dayOf(packet.at);
  Object.assign(agreement, { effectiveOn, endsOn: agreement.termMonths === null ? null : lastDayOf(effectiveOn, agreement.termMonths), signedAt: packet.at, versionInForce: version.versionNo });
  if (agreement.activation === ActivationPolicy.ON_SIGNATURE) { await comeIntoForce(ctx, agreement, version, packet.packetId); return; }
  agreement.status = AgreementStatus.SIGNED_AWAITING_PAYMENT;
  ctx.emit(agreementSigned, inForce(agreement, version), place(agreement));
}
