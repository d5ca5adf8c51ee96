import { gzipSync } from 'node:zlib';

/** A request that asks for too much, or is none. */
export interface Abuse {
  readonly name: string;
  /** Sent as `{query, variables}` unless a body is given. */
  readonly query?: string;
  readonly variables?: object;
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string>;
  /** What the door says. */
  readonly status: number;
  readonly code: string;
  readonly reason?: string;
  /** It is found by asking a domain, which may look something up before it refuses. */
  readonly asksDomain?: true;
}

const repeat = (count: number, text: (n: number) => string, between = ' '): string => Array.from({ length: count }, (_, n) => text(n)).join(between);
const costly = (name: string, reason: string, query: string, more: Partial<Abuse> = {}): Abuse => ({ name, query, status: 400, code: 'QUERY_TOO_COSTLY', reason, ...more });
const wrong = (name: string, reason: string | undefined, more: Partial<Abuse>): Abuse => ({ name, status: 400, code: 'BAD_USER_INPUT', ...(reason ? { reason } : {}), ...more });
const deepJson = (levels: number): string => `{"query":"{ __typename }","variables":{"a":${'['.repeat(levels)}${']'.repeat(levels)}}}`;
const nested = (levels: number): string => `{ ${'client { projects { '.repeat(levels)}id${' } }'.repeat(levels)} }`;
const pages = (size: number): string => `{ clients(first: ${size}) { nodes { stories(first: ${size}) { nodes { client { stories(first: ${size}) { nodes { id } } } } } } } }`;

/** Sent to the staff's door by somebody who is signed in, so that nothing but the request itself is refused. */
export const corpus: readonly Abuse[] = [
  costly('fifty levels', 'TOO_DEEP', `{ client(id: "x") ${nested(25)} }`),
  costly('fifty levels by fragments', 'TOO_DEEP', `{ client(id: "x") { ...F0 } } ${repeat(25, (n) => `fragment F${n} on Client { projects { client { ...F${n + 1} } } }`)} fragment F25 on Client { id }`),
  wrong('fragments that spread themselves', 'FRAGMENT_CYCLE', { query: '{ client(id: "x") { ...A } } fragment A on Client { ...B } fragment B on Client { ...A }' }),
  wrong('a cycle called __schema', 'FRAGMENT_CYCLE', { query: '{ client(id: "x") { ...__schema } } fragment __schema on Client { id projects { client { ...__schema } } }' }),
  costly('a deep fragment called __schema', 'TOO_DEEP', `{ client(id: "x") { ...__schema } } fragment __schema on Client ${nested(25).replace('client { projects', 'projects { client { projects').replace(/ }$/, ' } }')}`),
  costly('a costly fragment called __schema', 'TOO_MANY_OBJECTS', `{ ...__schema } fragment __schema on Query ${pages(100)}`),
  costly('fragments that double thirty times', 'TOO_DEEP', `{ client(id: "x") { ...F0 } } ${repeat(30, (n) => `fragment F${n} on Client { projects { client { ...F${n + 1} ...F${n + 1} } } }`)} fragment F30 on Client { id }`),
  costly('flat fragments that double thirty times', 'TOO_MANY_OBJECTS', `{ client(id: "x") { ...F0 } } ${repeat(30, (n) => `fragment F${n} on Client { ...F${n + 1} ...F${n + 1} }`)} fragment F30 on Client { projects { id } }`),
  costly('a thousand aliases', 'TOO_MANY_ALIASES', `{ ${repeat(1_000, (n) => `a${n}: __typename`)} }`),
  costly('ten thousand times one field', 'TOO_MANY_TOKENS', `{ ${repeat(10_000, () => '__typename')} }`),
  costly('a hundred kilobytes of __typename', 'TOO_MANY_TOKENS', `{ client(id: "x") { ${'__typename '.repeat(9_000)} } }`),
  costly('ten thousand directives', 'TOO_MANY_TOKENS', `{ __typename ${'@skip(if: false) '.repeat(10_000)} }`),
  costly('hundreds of directives', 'TOO_MANY_DIRECTIVES', `{ ${repeat(10, (n) => `...F${n}`)} } ${repeat(10, (n) => `fragment F${n} on Query { __typename ${'@skip(if: false) '.repeat(20)} }`)}`),
  costly('a flood of brackets', 'TOO_DEEP', `{ a(b: ${'['.repeat(5_000)}${']'.repeat(5_000)}) }`),
  costly('a thousand objects inside each other', 'TOO_DEEP', `{ a(b: ${'{a: '.repeat(1_000)}1${'}'.repeat(1_000)}) }`),
  costly('a type of a thousand lists', 'TOO_DEEP', `query($a: ${'['.repeat(1_000)}Int${']'.repeat(1_000)}) { __typename }`),
  costly('thirty things at once', 'TOO_MANY_FIELDS', `{ ${repeat(30, (n) => `${n % 2 ? 'me { user { id } }' : '__typename'}`)} }`),
  costly('sign-in tried a hundred times in one request', 'TOO_MANY_ALIASES', `mutation { ${repeat(100, (n) => `a${n}: signIn(input: {email: "owner@a.test", password: "p${n}"}) { signedIn }`)} }`),
  costly('a billion rows', 'TOO_MANY_OBJECTS', '{ clients(first: 1000000000) { nodes { id } } }'),
  costly('2^31 rows', 'TOO_MANY_OBJECTS', '{ clients(first: 2147483648) { nodes { id } } }'),
  costly('a hundred times a hundred times a hundred', 'TOO_MANY_OBJECTS', pages(100)),
  costly('page sizes in a variable', 'TOO_MANY_OBJECTS', 'query($n: Int!) { clients(first: $n) { nodes { stories(first: $n) { nodes { client { stories(first: $n) { nodes { id } } } } } } } }', { variables: { n: 100 } }),
  costly('page sizes by default', 'TOO_MANY_OBJECTS', 'query($n: Int! = 100) { clients(first: $n) { nodes { stories(first: $n) { nodes { client { stories(first: $n) { nodes { id } } } } } } } }'),
  wrong('no row', undefined, { query: '{ clients(first: 0) { nodes { id } } }', asksDomain: true, status: 200 }),
  wrong('minus one row', undefined, { query: '{ clients(first: -1) { nodes { id } } }', asksDomain: true, status: 200 }),
  wrong('101 rows', undefined, { query: '{ clients(first: 101) { nodes { id } } }', asksDomain: true, status: 200 }),
  wrong('null rows', undefined, { query: '{ clients(first: null) { nodes { id } } }' }),
  wrong('half a row', undefined, { query: '{ clients(first: 0.5) { nodes { id } } }' }),
  wrong('a field that is not there', undefined, { query: '{ clients { nodes { passwordHash } } }' }),
  wrong('federation’s own entry', undefined, { query: '{ _entities(representations: [{__typename: "Client", id: "x"}]) { __typename } }' }),
  wrong('federation’s own schema', undefined, { query: '{ _service { sdl } }' }),
  wrong('an operation of the gateway’s own', undefined, { query: '{ resolveSession(tokenHash: "x") { kind } }' }),
  wrong('a subscription', undefined, { query: 'subscription { clients { nodes { id } } }' }),
  wrong('two operations and no name', undefined, { query: 'query A { __typename } query B { __typename }' }),
  wrong('no query', 'BODY', { body: '{}' }),
  wrong('a query that is a number', 'BODY', { body: '{"query":1}' }),
  wrong('variables that are a list', 'BODY', { body: '{"query":"{ __typename }","variables":[]}' }),
  wrong('a batch of a hundred', 'BATCH', { body: JSON.stringify(Array.from({ length: 100 }, () => ({ query: '{ __typename }' }))) }),
  wrong('a stored query by its hash alone', 'BODY', { body: `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${'a'.repeat(64)}"}}}` }),
  wrong('a query that wants to be stored', undefined, { status: 200, body: `{"query":"{ __typename }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"${'a'.repeat(64)}"}}}` }),
  wrong('no JSON', 'BODY', { body: '{"query": ' }),
  wrong('NaN', 'BODY', { body: '{"query":"{ __typename }","variables":{"a":NaN}}' }),
  wrong('Infinity', 'BODY', { body: '{"query":"{ __typename }","variables":{"a":Infinity}}' }),
  wrong('1e400', undefined, { body: '{"query":"{ __typename }","variables":{"a":1e400}}' }),
  wrong('variables two hundred levels deep', 'VARIABLES_TOO_DEEP', { body: deepJson(200) }),
  wrong('variables a hundred thousand levels deep', 'VARIABLES_TOO_DEEP', { body: deepJson(100_000) }),
  wrong('2^53 + 1 as a number', undefined, { body: '{"query":"mutation($i: RenameClientInput!) { renameClient(input: $i) { id } }","variables":{"i":{"clientId":"x","displayName":"x","ifVersion":9007199254740993}}}' }),
  wrong('a name that is every object’s', undefined, { query: 'query($__proto__: Int) { __proto__: clients(first: $__proto__) { constructor: nodes { id } } }', body: '{"query":"query($constructor: Int!) { clients(first: $constructor) { nodes { id __proto__ } } }","variables":{"constructor":1,"__proto__":{"x":1}}}' }),
  { name: 'a query of one megabyte', query: `{ __typename } # ${'x'.repeat(1_000_000)}`, status: 413, code: 'BAD_USER_INPUT', reason: 'TOO_LARGE' },
  { name: 'a body of ten megabytes', body: `{"query":"${'x'.repeat(10_000_000)}"}`, status: 413, code: 'BAD_USER_INPUT', reason: 'TOO_LARGE' },
  { name: 'a gzip bomb', body: gzipSync(Buffer.alloc(50_000_000, 0x20)), headers: { 'content-encoding': 'gzip' }, status: 415, code: 'BAD_USER_INPUT', reason: 'ENCODING' },
  { name: 'a body in brotli', body: Buffer.from('x'), headers: { 'content-encoding': 'br' }, status: 415, code: 'BAD_USER_INPUT', reason: 'ENCODING' },
  { name: 'a body in UTF-7', body: '{"query":"{ __typename }"}', headers: { 'content-type': 'application/json; charset=utf-7' }, status: 415, code: 'BAD_USER_INPUT', reason: 'ENCODING' },
  { name: 'an upload in parts', body: '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{ __typename }"}\r\n--x--\r\n', headers: { 'content-type': 'multipart/form-data; boundary=x' }, status: 415, code: 'BAD_USER_INPUT', reason: 'CONTENT_TYPE' },
  { name: 'a form', body: 'query=%7B__typename%7D', headers: { 'content-type': 'application/x-www-form-urlencoded' }, status: 415, code: 'BAD_USER_INPUT', reason: 'CONTENT_TYPE' },
  { name: 'plain text', body: '{"query":"mutation { signOut { signedOut } }"}', headers: { 'content-type': 'text/plain' }, status: 415, code: 'BAD_USER_INPUT', reason: 'CONTENT_TYPE' },
  { name: 'a foreign page', query: '{ __typename }', headers: { origin: 'https://evil.test' }, status: 403, code: 'FORBIDDEN', reason: 'FOREIGN_ORIGIN' },
  { name: 'a page without a name', query: '{ __typename }', headers: { origin: 'null' }, status: 403, code: 'FORBIDDEN', reason: 'FOREIGN_ORIGIN' },
  { name: 'an idempotency key of one letter', query: 'mutation { signOut { signedOut } }', headers: { 'idempotency-key': 'x' }, status: 400, code: 'BAD_USER_INPUT', reason: 'IDEMPOTENCY_KEY' },
  { name: 'an idempotency key of ten kilobytes', query: 'mutation { signOut { signedOut } }', headers: { 'idempotency-key': 'x'.repeat(10_000) }, status: 400, code: 'BAD_USER_INPUT', reason: 'IDEMPOTENCY_KEY' },
];

/** What no answer may hold, whatever was asked: stacks, statements, addresses, names of tables and files. */
export const INSIDES = /\bat .+:\d+:\d+\)?|node_modules|\bselect .+ from\b|\brelation "|postgres:\/\/|127\.0\.0\.1:\d|\b(?:crm|identity|workflow)\.[a-z_]+_(?:pkey|unique)|duplicate key|violates|ECONNREFUSED/i;
