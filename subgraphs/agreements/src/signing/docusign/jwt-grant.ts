import { importPKCS8, SignJWT } from 'jose';
import { z } from 'zod';
import { faultOfStatus, parsed, ProviderRefused, ReauthRequired, RetryLater } from '@firmament/kit';

/** Who asks for a token, and on whose behalf: the firm's user consented once to our integration key. */
export interface JwtGrant { readonly authUrl: string; readonly integrationKey: string; readonly userId: string; readonly privateKey: string }
/** A token and when it runs out. */
export interface GrantedToken { readonly accessToken: string; readonly expiresAt: Date }

const answerShape = z.object({ access_token: z.string().min(1), expires_in: z.number() });
const faultShape = z.object({ error: z.string() });

/** What the signed wish says: valid for an hour, for the vendor's own host. */
async function assertion(grant: JwtGrant, now: Date): Promise<string> {
  const key = await importPKCS8(grant.privateKey, 'RS256').catch(() => { throw new ProviderRefused('DOCUSIGN', 'The private key of the integration cannot be read.'); });
  const seconds = Math.floor(now.getTime() / 1000);
  return new SignJWT({ scope: 'signature impersonation' }).setProtectedHeader({ alg: 'RS256', typ: 'JWT' }).setIssuer(grant.integrationKey).setSubject(grant.userId)
    .setAudience(new URL(grant.authUrl).host).setIssuedAt(seconds).setExpirationTime(seconds + 3_600).sign(key);
}

/** Asks DocuSign for a token by JWT grant. The vendor's client would do it too, but over https alone, which a local sandbox is not. */
export async function jwtGrant(grant: JwtGrant, now: Date): Promise<GrantedToken> {
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: await assertion(grant, now) });
  const response = await fetch(`${grant.authUrl}/oauth/token`, { method: 'POST', body, signal: AbortSignal.timeout(15_000) }).catch(() => { throw new RetryLater('DOCUSIGN', 'DocuSign could not be reached.'); });
  const json = parsed(await response.text());
  const told = faultShape.safeParse(json);
  if (response.status === 400 && told.success) throw new ReauthRequired('DOCUSIGN', told.data.error === 'consent_required' ? 'DocuSign: the consent for this user is missing.' : `DocuSign: ${told.data.error.slice(0, 100)}`);
  if (!response.ok) throw faultOfStatus('DOCUSIGN', { status: response.status, sentence: `DocuSign answered with status ${response.status} when asked for a token.`, retryAfterMs: null });
  const { access_token: accessToken, expires_in: lasts } = answerShape.parse(json);
  return { accessToken, expiresAt: new Date(now.getTime() + lasts * 1000) };
}
