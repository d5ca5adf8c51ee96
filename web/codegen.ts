import { fileURLToPath } from 'node:url';
import type { CodegenConfig } from '@graphql-codegen/cli';

// Absolute, so that it makes no difference from where it is run.
const here = fileURLToPath(new URL('.', import.meta.url));
const contracts = process.env.FIRMAMENT_CONTRACTS ?? `${here}../schema/contracts`;

const scalars = { DateTime: 'string', Date: 'string', TimeZone: 'string', BigInt: { input: 'string', output: 'string | number' }, CurrencyCode: 'string', Decimal: 'string', JSON: 'unknown', JSONObject: 'Record<string, unknown>' };

function door(contract: string, documents: string[]): CodegenConfig['generates'][string] {
  return {
    preset: 'client',
    schema: `${contracts}/${contract}.graphql`,
    documents,
    presetConfig: { fragmentMasking: { unmaskFunctionName: 'reveal' } },
    config: { scalars, defaultScalarType: 'unknown', strictScalars: true, enumsAsTypes: true, useTypeImports: true, skipTypename: false, dedupeFragments: true },
  };
}

/** One set of types for each door: a page of the portal cannot even name what only staff may ask. */
const config: CodegenConfig = {
  ignoreNoDocuments: true,
  generates: {
    [`${here}src/gql/staff/`]: door('staff', [`${here}src/features/staff/**/*.graphql`]),
    [`${here}src/gql/portal/`]: door('portal', [`${here}src/features/portal/**/*.graphql`]),
    [`${here}src/gql/public/`]: door('public', [`${here}src/features/booking/**/*.graphql`, `${here}src/features/upload/**/*.graphql`, `${here}src/features/share/**/*.graphql`]),
  },
};

export default config;
