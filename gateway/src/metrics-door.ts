import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { GatewayConfig } from './config.js';
import { isLoopback } from './loopback.js';

/** Headers with which a proxy says that it speaks for somebody else. */
const SPEAKS_FOR = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const;

/** Lets the figures of the house out to whoever may see them: in production to this machine and to the bearer of the token. */
export function metricsDoor({ production, metricsToken }: GatewayConfig): RequestHandler {
  return (request, response, next) => {
    if (!production || isOnThisMachine(request) || carries(request, metricsToken)) return next();
    response.status(401).set({ 'WWW-Authenticate': 'Bearer', 'Cache-Control': 'no-store' }).type('text').send('Send the token of METRICS_TOKEN as a bearer, or ask from this machine.\n');
  };
}

/** A proxy on this machine brings the whole net to the loopback; what it passes on is not from here. */
function isOnThisMachine(request: Request): boolean {
  return isLoopback(request.socket.remoteAddress) && SPEAKS_FOR.every((name) => request.headers[name] === undefined);
}

function carries(request: Request, token: string | undefined): boolean {
  const given = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return token !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
