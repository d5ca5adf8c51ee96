import pg from 'pg';

type Query = (this: pg.Client, ...args: unknown[]) => unknown;

/** Notes each statement that one login sends, until `stop`. */
export function noteStatements(login: string): { readonly texts: string[]; stop(): void } {
  const texts: string[] = [];
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  prototype.query = function noted(...args) {
    const [first] = args as [string | { text?: string }];
    const text = typeof first === 'string' ? first : first?.text;
    if (text && (this as unknown as { user: string }).user === login) texts.push(text);
    return original.apply(this, args);
  };
  return { texts, stop: () => { prototype.query = original; } };
}
