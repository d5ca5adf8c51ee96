import { until } from './ask.js';

interface Answer<T> { data?: T | null; errors?: { message: string; extensions?: { code?: string; reason?: string } }[] }

/** Somebody of a client who came into the portal by the link in their mail. What they accept and sign is theirs: the seed speaks for nobody here. */
export class PortalGuest {
  private constructor(private readonly gateway: string, private readonly headers: Record<string, string>) {}

  /** Waits for the invitation, and comes in by it. */
  static async enter({ gateway, mailPage, exempt }: PortalDoor, email: string): Promise<PortalGuest> {
    const link = await until(async () => {
      const mails = (await (await fetch(`${mailPage}/api/messages?to=${encodeURIComponent(email)}`)).json()) as { text: string }[];
      return mails.map(({ text }) => /\/portal\/link\/(firm_[0-9a-z]+)\/([\w-]+)/.exec(text)).find((one) => one !== null);
    }, `the invitation of ${email}`);
    const input = { firm: link[1], token: link[2] };
    const stranger = new PortalGuest(gateway, { 'content-type': 'application/json', origin: gateway, ...(exempt ? { 'x-firmament-limit-exempt': exempt } : {}) });
    const { viewPortalLink } = await stranger.ask<{ viewPortalLink: { browserNonce: string | null } }>('mutation($input: ViewPortalLinkInput!) { viewPortalLink(input: $input) { browserNonce } }', { input });
    const entered = await stranger.send('mutation($input: ConsumePortalLinkInput!) { consumePortalLink(input: $input) { clientId } }', { input: { ...input, browserNonce: viewPortalLink.browserNonce } });
    const cookie = entered.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
    if (cookie === '') throw new Error(`${email} could not come into the portal.`);
    return new PortalGuest(gateway, { ...stranger.headers, cookie });
  }

  async ask<T>(query: string, variables: object = {}): Promise<T> {
    const answer = (await (await this.send(query, variables)).json()) as Answer<T>;
    const [fault] = answer.errors ?? [];
    if (fault) throw new Error(`${query.slice(0, 60)}…: ${fault.message} (${fault.extensions?.code ?? '?'} ${fault.extensions?.reason ?? ''})`);
    return answer.data as T;
  }

  private send(query: string, variables: object): Promise<Response> {
    return fetch(`${this.gateway}/portal/graphql`, { method: 'POST', headers: this.headers, body: JSON.stringify({ query, variables }) });
  }
}

/** Where the portal is, and where its mails are read. */
export interface PortalDoor { readonly gateway: string; readonly mailPage: string; readonly exempt: string | undefined }
