import type { AgreementPart } from './AgreementPage';

/** True when a person must act before anything goes on. */
export function alarms({ agreement, packets }: AgreementPart): boolean {
  const [now] = packets;
  if (!now || agreement.status === 'ACTIVE' || agreement.status === 'ENDED') return Boolean(now?.signedLate);
  return now.problem !== null && now.problem !== undefined ? true : now.state === 'DECLINED' || now.state === 'EXPIRED' || now.signedLate;
}
