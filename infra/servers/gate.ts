import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { judge, sha256, type GateKey } from './signature.js';

/** What stands behind the gate: an object store that believes everybody, reachable with this password only. */
export interface Behind {
  port: number;
  password: string;
}

const largestSignedBody = 64 * 1024 * 1024;
const unsigned = new Set(['UNSIGNED-PAYLOAD']);

/**
 * A door before the local object store, which itself accepts any signature. It lets through only what real S3 would:
 * a right signature over method, path, query, the signed headers and the body, within its time. Browsers get CORS.
 */
export function gate(key: GateKey, behind: Behind, now: () => Date): Server {
  return createServer((request, response) => {
    void pass(key, behind, now(), request, response).catch(() => refuse(response, 500, 'InternalError', 'The store did not answer.'));
  });
}

async function pass(key: GateKey, behind: Behind, now: Date, request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(cors(request))) response.setHeader(name, value);
  if (request.method === 'OPTIONS') return void response.writeHead(204).end();
  if (request.url === '/healthz') return void response.end('ok');
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]));
  const verdict = await judge({ method: request.method ?? '', target: request.url ?? '/', headers }, key, now);
  if (!verdict.ok) return refuse(response, verdict.status, verdict.code, verdict.message);
  if (request.method === 'PUT' && request.headers['if-none-match'] === '*' && await lies(behind, request)) return refuse(response, 412, 'PreconditionFailed', 'Something lies under this key already.');
  if (unsigned.has(verdict.bodyHash)) return forward(behind, request, response, request);
  if (!/^[0-9a-f]{64}$/.test(verdict.bodyHash)) return refuse(response, 501, 'NotImplemented', 'Chunked signatures are not taken here; send the body in one piece.');
  const body = await readBody(request);
  if (!body) return refuse(response, 400, 'EntityTooLarge', 'The body is too large for a signed request; use a presigned URL.');
  if (sha256(body) !== verdict.bodyHash) return refuse(response, 400, 'XAmzContentSHA256Mismatch', 'The body is not the one that was signed.');
  forward(behind, request, response, body);
}

/** Whether something lies under the key of a request: a write that asks for an empty place is what the store behind does not know. */
function lies(behind: Behind, request: IncomingMessage): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const asked = send({ port: behind.port, host: '127.0.0.1', method: 'HEAD', path: new URL(request.url ?? '/', 'http://store').pathname, headers: { host: '127.0.0.1', 'x-gate': behind.password } });
    asked.once('response', (answer) => { answer.resume(); resolve(answer.statusCode === 200); });
    asked.once('error', reject);
    asked.end();
  });
}

function cors(request: IncomingMessage): Record<string, string> {
  const origin = request.headers.origin;
  if (!origin) return {};
  return {
    'access-control-allow-origin': origin, vary: 'origin', 'access-control-allow-methods': 'GET, PUT, POST, DELETE, HEAD',
    'access-control-allow-headers': String(request.headers['access-control-request-headers'] ?? '*'), 'access-control-expose-headers': 'ETag', 'access-control-max-age': '600',
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > largestSignedBody) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** Hands the request on without its signature: what was signed has been checked, and the store must not judge again. */
function forward(behind: Behind, request: IncomingMessage, response: ServerResponse, body: Buffer | IncomingMessage): void {
  const url = new URL(request.url ?? '/', 'http://store');
  for (const name of [...url.searchParams.keys()]) if (/^x-amz-(algorithm|credential|date|expires|signedheaders|signature|content-sha256)$/i.test(name)) url.searchParams.delete(name);
  const shown = takeShown(url, request.method);
  const { authorization: _signature, 'x-amz-content-sha256': _hash, 'x-amz-date': _date, origin: _origin, 'if-none-match': condition, ...rest } = request.headers;
  // What asked for an empty place was judged here; readers go on asking whether what they have is still the newest.
  const headers = request.method === 'PUT' || condition === undefined ? rest : { ...rest, 'if-none-match': condition };
  const onward = send({ port: behind.port, host: '127.0.0.1', method: request.method, path: `${url.pathname}${url.search}`, headers: { ...headers, host: '127.0.0.1', 'x-gate': behind.password } });
  onward.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...(answer.statusCode === 200 || answer.statusCode === 206 ? shown : {}) });
    answer.pipe(response);
  });
  onward.once('error', () => refuse(response, 503, 'ServiceUnavailable', 'The store did not answer.'));
  if (Buffer.isBuffer(body)) onward.end(body);
  else body.pipe(onward);
}

/** How the signer wants a download to be shown: the signature covers these, the store behind does not know them. */
function takeShown(url: URL, method: string | undefined): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const name of [...url.searchParams.keys()]) {
    if (!name.startsWith('response-')) continue;
    if (method === 'GET') shown[name.slice('response-'.length)] = url.searchParams.get(name) ?? '';
    url.searchParams.delete(name);
  }
  return shown;
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  if (response.headersSent) return void response.end();
  response.writeHead(status, { 'content-type': 'application/xml', connection: 'close' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}
