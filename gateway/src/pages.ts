import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Router, static as files } from 'express';
import type { RequestHandler, Response } from 'express';

/** Which page answers for which address. The first that fits is shown; staff have the rest. */
const PAGES: readonly { readonly at: RegExp; readonly file: string; readonly demoOnly?: boolean }[] = [
  { at: /^\/portal(\/|$)/, file: 'portal.html' },
  { at: /^\/(book|upload|shared)(\/|$)/, file: 'booking.html' },
  { at: /^\/playground\/?$/, file: 'playground.html', demoOnly: true },
  { at: /^\//, file: 'staff.html' },
];

/** The page for an address, or undefined where there is none (a missing file stays missing). */
export function pageFor(path: string, demo: boolean): string | undefined {
  // The secret of a link has a dot in it and names no file.
  if (/\.[a-z0-9]{1,8}$/i.test(path) && !/^\/(upload|shared)\//.test(path)) return undefined;
  const page = PAGES.find(({ at }) => at.test(path));
  return page && (!page.demoOnly || demo) ? page.file : undefined;
}

/** Serves the built web: files that never change for ever, pages never from a cache. */
export function builtPages(webDir: string, demo: boolean): Router {
  const dist = join(webDir, 'dist');
  const router = Router();
  router.use('/assets', files(join(dist, 'assets'), { immutable: true, maxAge: '365d', index: false, fallthrough: false }));
  router.use(files(dist, { index: false, extensions: [], setHeaders: (response, path) => { if (path.endsWith('.html')) noStore(response); } }));
  router.use(pageHandler(demo, async (file) => (existsSync(join(dist, file)) ? readFile(join(dist, file), 'utf8') : undefined)));
  return router;
}

interface DevServer {
  readonly middlewares: RequestHandler;
  transformIndexHtml(url: string, html: string): Promise<string>;
  close(): Promise<void>;
}
interface Vite { createServer(options: object): Promise<DevServer> }

/** Vite inside the gateway, for developers: pages are transformed on the way, modules are replaced while they are edited. */
export async function livePages(webDir: string, demo: boolean): Promise<{ router: Router; stop: () => Promise<void> }> {
  const require = createRequire(pathToFileURL(join(webDir, 'package.json')));
  const vite = await import(pathToFileURL(require.resolve('vite')).href) as Vite;
  const server = await vite.createServer({ root: webDir, appType: 'custom', server: { middlewareMode: true }, clearScreen: false });
  const router = Router();
  router.use(server.middlewares);
  router.use(pageHandler(demo, async (file, url) => {
    if (!existsSync(join(webDir, file))) return undefined;
    return server.transformIndexHtml(url, await readFile(join(webDir, file), 'utf8'));
  }));
  return { router, stop: () => server.close() };
}

function pageHandler(demo: boolean, read: (file: string, url: string) => Promise<string | undefined>): RequestHandler {
  return async (request, response, next) => {
    const file = request.method === 'GET' || request.method === 'HEAD' ? pageFor(request.path, demo) : undefined;
    const html = file === undefined ? undefined : await read(file, request.originalUrl);
    if (html === undefined) return next();
    noStore(response);
    response.type('html').send(html);
  };
}

function noStore(response: Response): void {
  response.setHeader('Cache-Control', 'no-store');
}
