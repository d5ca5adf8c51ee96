import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { getCanonicalQuery, getSigningKey } from '@smithy/signature-v4';
import { Sha256 } from '@aws-crypto/sha256-js';

/** A request as it arrived, before anybody believed it. */
export interface SignedRequest {
  method: string;
  /** Path and query exactly as sent. */
  target: string;
  headers: Record<string, string | undefined>;
}

/** Who may sign. */
export interface GateKey {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}

/** The judgement: let in with the promised hash of the body, or refused as S3 would refuse it. */
export type Verdict = { ok: true; bodyHash: string } | { ok: false; status: number; code: string; message: string };

interface Claim {
  credential: string[];
  signedHeaders: string[];
  signature: string;
  /** The moment of signing, `20261122T094500Z`. */
  at: string;
  /** Seconds for which it holds; absent for a signature in a header. */
  expires?: number;
  bodyHash: string;
  query: Record<string, string | string[]>;
}

const refuse = (status: number, code: string, message: string): Verdict => ({ ok: false, status, code, message });
const mismatch = refuse(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.');

/** Recomputes the AWS Signature V4 of a request (in its header or presigned) and says whether it holds at this moment. */
export async function judge(request: SignedRequest, key: GateKey, now: Date): Promise<Verdict> {
  const claim = readClaim(request);
  if (!claim) return refuse(403, 'AccessDenied', 'Anonymous requests are not allowed.');
  const [id, day = '', region = '', service = '', end] = claim.credential;
  if (id !== key.accessKeyId) return refuse(403, 'InvalidAccessKeyId', 'The access key you provided does not exist.');
  if (region !== key.region || service !== 's3' || end !== 'aws4_request' || !claim.at.startsWith(day)) return mismatch;
  const late = timeliness(claim, now);
  if (late) return late;
  if (!coversWhatMatters(claim, request)) return mismatch;
  const signingKey = await getSigningKey(Sha256, { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey }, day, region, service);
  const text = ['AWS4-HMAC-SHA256', claim.at, claim.credential.slice(1).join('/'), sha256(canonical(request, claim))].join('\n');
  const expected = createHmac('sha256', signingKey).update(text).digest('hex');
  return same(expected, claim.signature) ? { ok: true, bodyHash: claim.bodyHash } : mismatch;
}

function readClaim(request: SignedRequest): Claim | undefined {
  const query = readQuery(request.target);
  const one = (name: string) => String(query[name] ?? '');
  if (one('X-Amz-Algorithm') === 'AWS4-HMAC-SHA256') {
    const { 'X-Amz-Signature': signature, ...rest } = query;
    return {
      credential: one('X-Amz-Credential').split('/'), signedHeaders: one('X-Amz-SignedHeaders').split(';'), signature: String(signature),
      at: one('X-Amz-Date'), expires: Number(query['X-Amz-Expires']), bodyHash: one('X-Amz-Content-Sha256') || 'UNSIGNED-PAYLOAD', query: rest,
    };
  }
  const parts = request.headers['authorization']?.match(/^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/);
  if (!parts) return undefined;
  return {
    credential: (parts[1] ?? '').split('/'), signedHeaders: (parts[2] ?? '').split(';'), signature: parts[3] ?? '', query,
    at: request.headers['x-amz-date'] ?? '', bodyHash: request.headers['x-amz-content-sha256'] ?? '',
  };
}

function readQuery(target: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  for (const [name, value] of new URLSearchParams(target.split('?')[1] ?? '')) {
    const before = query[name];
    query[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return query;
}

function timeliness(claim: Claim, now: Date): Verdict | undefined {
  const signed = Date.parse(claim.at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(signed)) return refuse(403, 'AccessDenied', 'The date of the signature cannot be read.');
  const age = (now.getTime() - signed) / 1000;
  if (claim.expires === undefined) {
    return Math.abs(age) > 900 ? refuse(403, 'RequestTimeTooSkewed', 'The time of the request is too far from the time of the server.') : undefined;
  }
  if (!(claim.expires >= 1 && claim.expires <= 604_800)) return refuse(400, 'AuthorizationQueryParametersError', 'X-Amz-Expires must be between 1 second and 7 days.');
  if (age > claim.expires || age < -900) return refuse(403, 'AccessDenied', 'Request has expired');
  return undefined;
}

/** As S3 demands: the host and every x-amz- header must be under the signature, else they could be changed on the way. */
function coversWhatMatters(claim: Claim, request: SignedRequest): boolean {
  const amz = Object.keys(request.headers).filter((name) => name.startsWith('x-amz-') && name !== 'x-amz-content-sha256');
  return ['host', ...amz].every((name) => claim.signedHeaders.includes(name));
}

function canonical(request: SignedRequest, claim: Claim): string {
  const value = (name: string) => (request.headers[name] ?? '').trim().replace(/\s+/g, ' ');
  return [
    request.method, request.target.split('?')[0], getCanonicalQuery({ query: claim.query } as Parameters<typeof getCanonicalQuery>[0]),
    ...claim.signedHeaders.map((name) => `${name}:${value(name)}`), '', claim.signedHeaders.join(';'), claim.bodyHash,
  ].join('\n');
}

/** The lower-case hex SHA-256 of text or bytes. */
export function sha256(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
