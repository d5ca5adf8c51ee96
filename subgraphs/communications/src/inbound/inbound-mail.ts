/** A mail that came in, before anybody looked into it. */
export interface InboundMail {
  /** The Message-ID, by which a second delivery is recognised. */
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** The way in: bounces, bills by mail and replies will come through it. */
export interface InboundMailPort {
  /** Takes a mail; the same Message-ID is taken once. Tells whether it was new. */
  take(mail: InboundMail): Promise<boolean>;
  /** What was taken, oldest first. */
  taken(): readonly InboundMail[];
}

/** The house's own way in: it keeps what it is handed, in memory, for a person or a test to look at. Nothing acts on it yet. */
export function localInbound(): InboundMailPort {
  const kept = new Map<string, InboundMail>();
  return {
    take(mail) {
      const isNew = !kept.has(mail.messageId);
      if (isNew) kept.set(mail.messageId, mail);
      return Promise.resolve(isNew);
    },
    taken: () => [...kept.values()],
  };
}
