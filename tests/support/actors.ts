import { importJWK, SignJWT } from 'jose';
import { dataOf, send, type Answer, type Door } from './gateway.js';
import { house } from './house.js';
import { inputTypes } from './input-types.js';
import type { Mail } from './mail.js';

/** Somebody who asks the house something. */
export class Somebody {
  constructor(readonly door: Door, private readonly headers: () => Record<string, string> | Promise<Record<string, string>>) {}

  /** Asks and takes whatever comes, refusals too. */
  async try<T = Record<string, unknown>>(query: string, variables: object = {}, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return send<T>(this.door, query, variables, { ...(await this.headers()), ...headers });
  }

  /** Asks and expects an answer without a fault. */
  async ask<T = Record<string, unknown>>(query: string, variables: object = {}, headers: Record<string, string> = {}): Promise<T> {
    return dataOf(await this.try<T>(query, variables, headers), query);
  }

  /** Sends one mutation that takes an `input` and answers its field. */
  async do<T = { id: string }>(mutation: string, input: object, selection = '{ id }', headers: Record<string, string> = {}): Promise<T> {
    const type = inputTypes.get(mutation);
    if (!type) throw new Error(`No mutation of the house is called ${mutation}.`);
    const answer = await this.ask<Record<string, T>>(`mutation($input: ${type}) { ${mutation}(input: $input) ${selection} }`, { input }, headers);
    return answer[mutation] as T;
  }
}

const unlimited = (): Record<string, string> => ({ 'x-firmament-limit-exempt': house.exemptKey });

/** A visitor who has not signed in and whom no limit slows. */
export const visitor = new Somebody('public', unlimited);

/** Somebody at the portal's door who has not come in. */
export const portalVisitor = new Somebody('portal', unlimited);

/** A visitor like any other, who may be slowed. */
export const stranger = new Somebody('public', () => ({}));

/** The platform itself: it registers firms. */
export const platform = new Somebody('staff', async () => ({ ...unlimited(), authorization: `Bearer ${await platformToken()}` }));

/** A token of the platform with further claims, such as the seeded time. */
export async function platformToken(claims: Record<string, unknown> = {}): Promise<string> {
  const key = await importJWK(house.platformKey, 'EdDSA');
  return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA' }).setIssuer('platform').setAudience('gateway').setIssuedAt().setExpirationTime('50s').sign(key);
}

/** Signs a member of staff in with e-mail address and password, and keeps the cookie as a browser does. */
export async function signIn(email: string, password: string, firm: string): Promise<Somebody> { return holderOf(await sessionOf(email, password, firm), 'staff'); }

/** The cookies of a fresh session, for what is no GraphQL. */
export async function sessionOf(email: string, password: string, firm: string): Promise<string[]> {
  const query = 'mutation($input: SignInInput!) { signIn(input: $input) { signedIn } }';
  const answer = await send('staff', query, { input: { email, password, firm } }, unlimited());
  dataOf(answer, query);
  return answer.cookies;
}

/** Whoever holds the cookies of a session. */
export function holderOf(cookies: readonly string[], door: Door): Somebody {
  const cookie = cookies.map((one) => one.split(';')[0]).join('; ');
  if (!cookie) throw new Error('The house gave no session.');
  return new Somebody(door, () => ({ ...unlimited(), cookie }));
}

/** What a link in a mail leads to. */
export interface PortalLink {
  firm: string;
  token: string;
}

/** The portal's link in a mail. */
export function portalLinkIn(mail: Mail): PortalLink {
  const [, firm = '', token = ''] = /\/portal\/link\/(firm_[0-9a-z]+)\/([\w-]+)/.exec(mail.text) ?? [];
  if (!token) throw new Error(`There is no portal link in this mail:\n${mail.text}`);
  return { firm, token };
}

/** Follows a link as a person does: opens the page, presses the button, and has a session. */
export async function enterPortal(link: PortalLink): Promise<Somebody> {
  const { browserNonce } = await portalVisitor.do<{ browserNonce: string | null }>('viewPortalLink', link, '{ browserNonce }');
  const query = 'mutation($input: ConsumePortalLinkInput!) { consumePortalLink(input: $input) { clientId firstName firstVisit } }';
  const answer = await send('portal', query, { input: { ...link, browserNonce } }, unlimited());
  dataOf(answer, query);
  return holderOf(answer.cookies, 'portal');
}
