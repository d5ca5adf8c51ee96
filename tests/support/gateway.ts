import { house } from './house.js';

/** An error as the gateway tells it. */
export interface ToldError {
  message: string;
  path?: (string | number)[];
  extensions?: { code?: string; reason?: string; field?: string };
}

/** An answer of the gateway, with what a browser would keep of it. */
export interface Answer<T> {
  status: number;
  data: T | null;
  errors: ToldError[];
  cookies: string[];
  retryAfter: string | null;
}

/** The three doors of the gateway. */
export type Door = 'staff' | 'portal' | 'public';

const paths: Record<Door, string> = { staff: '/graphql', portal: '/portal/graphql', public: '/public/graphql' };

/** A refusal that no test expected. */
export class Refused extends Error {
  constructor(readonly errors: readonly ToldError[], operation: string) {
    super(`${operation}: ${errors.map((error) => `${error.message} (${error.extensions?.code ?? '?'} ${error.extensions?.reason ?? ''} ${error.extensions?.field ?? ''})`).join('; ')}`);
  }
}

/** Sends one operation to a door, as a page of the house would. */
export async function send<T>(door: Door, query: string, variables: object = {}, headers: Record<string, string> = {}): Promise<Answer<T>> {
  const response = await fetch(`${house.endpoints.gateway}${paths[door]}`, {
    method: 'POST', body: JSON.stringify({ query, variables }), headers: { 'content-type': 'application/json', origin: house.endpoints.gateway, ...headers },
  });
  const text = await response.text();
  const body = parse<T>(text);
  return { status: response.status, data: body.data ?? null, errors: body.errors ?? [], cookies: response.headers.getSetCookie(), retryAfter: response.headers.get('retry-after') };
}

function parse<T>(text: string): { data?: T | null; errors?: ToldError[] } {
  try {
    return JSON.parse(text) as { data?: T | null; errors?: ToldError[] };
  } catch {
    return { errors: [{ message: text.slice(0, 300) }] };
  }
}

/** The data of an answer, or the refusal as an error that names the operation. */
export function dataOf<T>(answer: Answer<T>, query: string): T {
  if (answer.errors.length > 0 || !answer.data) throw new Refused(answer.errors, query.trim().split('\n')[0]?.slice(0, 80) ?? '');
  return answer.data;
}
