import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Exchange } from '../../../../infra/sandbox/door.js';

/** The vendors whose wire is described. */
export type WireVendor = 'docusign' | 'dropbox-sign' | 'pandadoc';
interface Operation { query?: string[]; request?: object; answer?: object }
interface Description { facts: string; definitions: Record<string, object>; operations: Record<string, Operation>; fault: object }

/** A validator of JSON Schema that knows the two formats that the descriptions use. */
export function schemaValidator(): Ajv {
  const ajv = new Ajv({ allErrors: true, strict: false });
  ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)));
  ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
  return ajv;
}

/** What in these exchanges the vendor's description would not have: a field too many, one too few, another type, an unknown query. */
export function wireFaults(vendor: WireVendor, exchanges: readonly Exchange[]): string[] {
  const description = JSON.parse(readFileSync(new URL(`../../../../infra/sandbox/wire/${vendor}.json`, import.meta.url), 'utf8')) as Description;
  const ajv = schemaValidator();
  const checks = new Map<object, ValidateFunction>();
  const against = (schema: object | undefined, value: unknown): string[] => {
    if (!schema) return value === undefined || typeof value === 'string' || Buffer.isBuffer(value) ? [] : [`nothing was expected, and there is ${JSON.stringify(value).slice(0, 120)}`];
    const check = checks.get(schema) ?? ajv.compile({ ...schema, definitions: description.definitions });
    checks.set(schema, check);
    return check(value) ? [] : (check.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`);
  };
  return exchanges.flatMap((one) => {
    const operation = description.operations[one.operation];
    if (!operation) return [`${one.operation}: not described`];
    const unknown = Object.keys(one.query).filter((name) => operation.query && !operation.query.includes(name)).map((name) => `query ${name}`);
    const request = one.request === undefined ? [] : against(operation.request, one.request);
    const answer = against(one.status >= 400 ? description.fault : operation.answer, one.response);
    return [...unknown, ...request.map((fault) => `request ${fault}`), ...answer.map((fault) => `answer ${one.status} ${fault}`)].map((fault) => `${one.operation}: ${fault}`);
  });
}
