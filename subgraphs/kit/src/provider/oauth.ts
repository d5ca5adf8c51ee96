import * as oauth from 'oauth4webapi';
import { faultOfStatus, ProviderFault, ReauthRequired, RetryLater } from './faults.js';

/** How a provider asks people for consent (OAuth 2 authorization code), and who this house is to it. */
export interface OAuthService {
  readonly provider: string;
  /** The provider's name for people. */
  readonly label: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  /** Where tokens are renewed, where that is another address. */
  readonly refreshUrl?: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Words separated by blanks; null where the provider knows no scopes. */
  readonly scope: string | null;
  /** Where the client's secret stands in a request for tokens. */
  readonly clientAuth: 'HEADER' | 'BODY';
  /** False where the provider ignores a PKCE challenge. */
  readonly pkce: boolean;
  /** True where the provider wants the `state` again with the code. */
  readonly stateWithCode?: boolean;
}

/** What a consent comes to; it lies in the vault. A null refresh token or end means that the provider gave none. */
export interface OAuthTokens { readonly accessToken: string; readonly refreshToken: string | null; readonly expiresAt: string | null }
/** An answer to turn into tokens, and what was sent along when it was asked for. */
export interface ConsentAnswer { readonly code: string; readonly state: string; readonly verifier: string; readonly redirectUri: string }

const deadlineMs = 15_000;

/** The provider's page on which a person consents. */
export async function consentAddress(service: OAuthService, asked: { readonly redirectUri: string; readonly state: string; readonly verifier: string }): Promise<string> {
  const url = new URL(service.authorizeUrl);
  const challenge = service.pkce ? { code_challenge: await oauth.calculatePKCECodeChallenge(asked.verifier), code_challenge_method: 'S256' } : {};
  const parameters = { response_type: 'code', client_id: service.clientId, redirect_uri: asked.redirectUri, state: asked.state, ...(service.scope === null ? {} : { scope: service.scope }), ...challenge };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.toString();
}

/** Turns an answered consent into tokens; a code works once. */
export function exchangeCode(service: OAuthService, answer: ConsentAnswer, now: Date): Promise<OAuthTokens> {
  return told(service, async () => {
    const [server, client] = partiesOf(service, service.tokenUrl);
    // The state was checked when the person came back: it stands in the vault and not here.
    const parameters = oauth.validateAuthResponse(server, client, new URLSearchParams({ code: answer.code }), oauth.skipStateCheck);
    const response = await oauth.authorizationCodeGrantRequest(server, client, authOf(service), parameters, answer.redirectUri, service.pkce ? answer.verifier : oauth.nopkce, {
      ...optionsOf(service), ...(service.stateWithCode ? { additionalParameters: { state: answer.state } } : {}),
    });
    return tokensOf(await oauth.processAuthorizationCodeResponse(server, client, response), now, null);
  });
}

/** Renews tokens. A provider that keeps the refresh token sends none; then the old one stays. */
export function renewTokens(service: OAuthService, refreshToken: string, now: Date): Promise<OAuthTokens> {
  return told(service, async () => {
    const [server, client] = partiesOf(service, service.refreshUrl ?? service.tokenUrl);
    const response = await oauth.refreshTokenGrantRequest(server, client, authOf(service), refreshToken, optionsOf(service));
    return tokensOf(await oauth.processRefreshTokenResponse(server, client, response), now, refreshToken);
  });
}

const partiesOf = (service: OAuthService, tokenUrl: string): [oauth.AuthorizationServer, oauth.Client] =>
  [{ issuer: new URL(service.authorizeUrl).origin, authorization_endpoint: service.authorizeUrl, token_endpoint: tokenUrl }, { client_id: service.clientId }];

// The library would encode even a hyphen before base64, as the standard says; providers compare what they handed out, hyphens and all.
const inHeader = ({ clientId, clientSecret }: OAuthService): oauth.ClientAuth => (_server, _client, _body, headers) => { headers.set('authorization', `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`); };
const authOf = (service: OAuthService): oauth.ClientAuth => (service.clientAuth === 'HEADER' ? inHeader(service) : oauth.ClientSecretPost(service.clientSecret));

/** Plain http is spoken to addresses that an operator configured so, which are those of sandboxes. */
const optionsOf = (service: OAuthService) => ({ signal: AbortSignal.timeout(deadlineMs), [oauth.allowInsecureRequests]: service.tokenUrl.startsWith('http:') });

function tokensOf(answer: oauth.TokenEndpointResponse, now: Date, before: string | null): OAuthTokens {
  const { access_token: accessToken, refresh_token: refreshToken = before, expires_in: lasts } = answer;
  return { accessToken, refreshToken, expiresAt: lasts === undefined ? null : new Date(now.getTime() + lasts * 1000).toISOString() };
}

/** Says what went wrong in our words: answers of token endpoints hold secrets and are never repeated. */
async function told<T>(service: OAuthService, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw faultOf(service, error);
  }
}

function faultOf({ provider, label }: OAuthService, error: unknown): ProviderFault {
  if (error instanceof oauth.ResponseBodyError) {
    if (error.error === 'invalid_grant') return new ReauthRequired(provider, `${label} no longer accepts the consent that was given. Somebody has to connect it again.`);
    if (error.error === 'invalid_client' || error.error === 'unauthorized_client') return new ReauthRequired(provider, `${label} does not know this house's client id or secret.`);
    return faultOfStatus(provider, { status: error.status, sentence: `${label} refused to give tokens.`, retryAfterMs: null });
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) return new ReauthRequired(provider, `${label} does not know this house's client id or secret.`);
  const status = error instanceof Error && error.cause instanceof Response ? error.cause.status : null;
  if (status !== null && status >= 400 && status < 500 && status !== 429) return faultOfStatus(provider, { status, sentence: `${label} refused to give tokens.`, retryAfterMs: null });
  return new RetryLater(provider, `${label} could not be asked for tokens.`, status === 429 ? { throttled: true, retryAfterMs: 60_000 } : {});
}
