/** The three doors of the house; each serves its own contract of the one supergraph. */
export const AUDIENCES = ['staff', 'portal', 'public'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Where each door stands. */
export const PATHS: Readonly<Record<Audience, string>> = {
  staff: '/graphql',
  portal: '/portal/graphql',
  public: '/public/graphql',
};

/** The sessions that a browser can hold. They never mix: a portal cookie opens nothing at the staff's door. */
export type SessionAudience = 'staff' | 'portal';
