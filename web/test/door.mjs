// Serves the built web with the story behind it: the real schemas, answered from story.mjs. For looking at pages; never shipped.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema, graphql, GraphQLError } from 'graphql';
import { roots, store } from './story.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, '../dist');
const schemas = Object.fromEntries(['staff', 'portal', 'public'].map((door) => [door, buildSchema(readFileSync(join(here, `../../schema/contracts/${door}.graphql`), 'utf8'), { assumeValid: true })]));
const doors = { '/graphql': 'staff', '/portal/graphql': 'portal', '/public/graphql': 'public' };
const kinds = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.html': 'text/html', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.ttf': 'font/ttf' };

/** Starts the door; `state.silent` names fields («Client.projects») that fail as if their domain were down, `state.over` replaces root values. */
export async function openDoor(state = {}) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://x').pathname;
    if (store[path] && state.store === false) return response.setHeader('content-type', 'application/pdf').end('no document');
    if (store[path]) return response.setHeader('content-type', store[path][0]).end(store[path][1]);
    if (path.startsWith('/store/')) return request.resume().on('end', () => response.setHeader('etag', '"e"').end());
    if (doors[path]) return answer(request, response, doors[path], state);
    const file = path.startsWith('/assets/') || (/\.\w+$/.test(path) && !/^\/(upload|shared)\//.test(path)) ? path : path.startsWith('/portal') ? '/portal.html' : /^\/(book|upload|shared)(\/|$)/.test(path) ? '/booking.html' : path.startsWith('/playground') ? '/playground.html' : '/staff.html';
    try { response.setHeader('content-type', kinds[extname(file)] ?? 'application/octet-stream').end(readFileSync(join(dist, file))); } catch { response.writeHead(404).end(); }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((done) => server.close(done)) };
}

async function answer(request, response, door, state) {
  let body = '';
  for await (const part of request) body += part;
  const { query, variables, operationName } = JSON.parse(body);
  const silent = new Set(state.silent ?? []);
  const result = await graphql({
    schema: schemas[door], source: query, variableValues: variables, operationName, rootValue: { ...roots[door], ...state.over?.[door] },
    fieldResolver(source, args, context, info) {
      if (silent.has(`${info.parentType.name}.${info.fieldName}`)) throw new GraphQLError('This part is not answering.', { extensions: { code: 'INTERNAL', reason: 'DOMAIN_UNAVAILABLE', requestId: 'req_01k9' } });
      const value = source[info.fieldName];
      return typeof value === 'function' ? value(args) : value;
    },
  });
  if (state.delay) await new Promise((done) => setTimeout(done, state.delay));
  response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
}
