/** Whose move a thing is; the one source of colour on the screens. */
export type Tone = 'OURS' | 'THEIRS' | 'DONE' | 'BROKEN' | 'QUIET';

/** What a story is about; the chips over the list. */
export type Topic = 'PEOPLE' | 'MEETINGS' | 'WORK' | 'FILES' | 'MESSAGES' | 'AGREEMENTS' | 'MONEY' | 'AUTOMATIONS';

/** A record that a sentence speaks of, and where it can be looked at. */
export interface Mention {
  readonly label: string;
  readonly href: string;
}

/** A fact as it was stored, with the summary of its contract. */
export interface StoredFact {
  readonly type: string;
  readonly summary: string;
  readonly subject: string | null;
  /** ISO 8601, when it happened. */
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A sentence without its actor: past tense verb, the records it names, one line of evidence. */
export interface Telling {
  readonly verb: string;
  readonly objects: readonly Mention[];
  readonly secondLine: string | null;
  readonly tone: Tone;
  /** Name of a Tabler outline icon. */
  readonly icon: string;
  /** What the fact adds to the summary of a story, e.g. «6 folders laid out»; null when it adds nothing. */
  readonly fragment: string | null;
  /** Who acted according to the fact itself, when the actor had no name (a visitor). */
  readonly teller: string | null;
  /** What the sentence is about, when no person is: an invoice is settled, whoever wrote the payment down. It takes the place of any actor. */
  readonly thing: string | null;
}

/** Tells one type of fact. Pure and total: odd data gives a plainer sentence, never a failure. */
export type Teller = (fact: StoredFact) => Telling;
