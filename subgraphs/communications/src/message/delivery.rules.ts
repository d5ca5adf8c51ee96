/** What a failed try means. */
export interface Verdict {
  /** False when trying again can only end the same way. */
  readonly again: boolean;
  /** True when the address itself refused the mail. */
  readonly bounced: boolean;
  /** True when no mail server was reached at all: the others in the queue would fare no better now. */
  readonly unreachable: boolean;
  readonly reason: string;
}

/** A failure as the SMTP client describes it. */
export interface DeliveryFault {
  readonly code?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly message: string;
}

const noConnection = ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EDNS', 'ECONNREFUSED', 'ECONNRESET'];

/** Reads a failure: a 5xx for the envelope or the text is final; everything else may pass. */
export function judgeFailure(fault: DeliveryFault): Verdict {
  const final = (fault.responseCode ?? 0) >= 500 && (fault.code === 'EENVELOPE' || fault.code === 'EMESSAGE');
  const bounced = final && (fault.code === 'EENVELOPE' || [550, 551, 553].includes(fault.responseCode ?? 0));
  const reason = fault.message.replace(/\s+/g, ' ').trim().slice(0, 300);
  return { again: !final, bounced, unreachable: noConnection.includes(fault.code ?? ''), reason };
}

/** How often a mail is tried before it is given up; about two hours. */
export const mostAttempts = 16;

/** Seconds until the next try: 2, 6, 18 and so on, at most ten minutes. */
export function waitBefore(nextAttempt: number): number {
  return Math.min(600, 2 * 3 ** Math.max(0, nextAttempt - 1));
}
