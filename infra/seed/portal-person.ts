import { Refused, until, type Asking, type Voice } from './ask.js';

interface Answer { data?: Record<string, unknown> | null; errors?: { message: string; extensions?: { code?: string; reason?: string } }[] }

/** A person of a client who came in by the link of their mail, as people do. What only they may do, they do themselves. */
export class PortalPerson {
  private constructor(private readonly door: string, private readonly exempt: string | undefined, private readonly cookie: string) {}

  /** Invites somebody, waits for the mail and follows its link. */
  static async invite(asking: Asking, around: { readonly owner: Voice; readonly gateway: string; readonly mailPage: string; readonly exempt: string | undefined }, person: { readonly clientId: string; readonly contactId: string; readonly name: string; readonly email: string }): Promise<PortalPerson> {
    await until(() => asking.ask('mutation($input: InvitePortalUserInput!) { invitePortalUser(input: $input) { __typename } }', { input: person }, around.owner).then(() => true, (error: unknown) => { if (error instanceof Refused && error.code === 'NOT_FOUND') return false; throw error; }), `the portal to know ${person.name}`);
    const link = await until(() => linkIn(around.mailPage, person.email), `the invitation of ${person.email}`);
    const door = `${around.gateway}/portal/graphql`;
    const stranger = new PortalPerson(door, around.exempt, '');
    const { viewPortalLink } = await stranger.ask<{ viewPortalLink: { browserNonce: string | null } }>('mutation($input: ViewPortalLinkInput!) { viewPortalLink(input: $input) { browserNonce } }', { input: link });
    const response = await stranger.send('mutation($input: ConsumePortalLinkInput!) { consumePortalLink(input: $input) { clientId } }', { input: { ...link, browserNonce: viewPortalLink.browserNonce } });
    return new PortalPerson(door, around.exempt, response.headers.getSetCookie().map((one) => one.split(';')[0]).join('; '));
  }

  async ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const answer = (await (await this.send(query, variables)).json()) as Answer;
    const [fault] = answer.errors ?? [];
    if (fault) throw new Refused(fault.extensions?.code ?? 'INTERNAL', fault.extensions?.reason, `${query.slice(0, 60)}…: ${fault.message}`);
    return answer.data as T;
  }

  private send(query: string, variables: Record<string, unknown>): Promise<Response> {
    return fetch(this.door, {
      method: 'POST', body: JSON.stringify({ query, variables }),
      headers: { 'content-type': 'application/json', origin: new URL(this.door).origin, ...(this.cookie ? { cookie: this.cookie } : {}), ...(this.exempt ? { 'x-firmament-limit-exempt': this.exempt } : {}) },
    });
  }
}

async function linkIn(mailPage: string, email: string): Promise<{ firm: string; token: string } | undefined> {
  const mails = (await (await fetch(`${mailPage}/api/messages?to=${encodeURIComponent(email)}`)).json()) as { text: string }[];
  const [, firm, token] = mails.map(({ text }) => /\/portal\/link\/(firm_[0-9a-z]+)\/([\w-]+)/.exec(text)).find((found) => found) ?? [];
  return firm && token ? { firm, token } : undefined;
}
