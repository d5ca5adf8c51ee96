import type { CodegenConfig } from '@graphql-codegen/cli';

const scalars = { DateTime: 'string', Date: 'string', TimeZone: 'string', BigInt: 'string', CurrencyCode: 'string', Decimal: 'string', JSON: 'unknown', JSONObject: 'Record<string, unknown>' };

function door(contract: string, documents: string[]): CodegenConfig['generates'][string] {
  return {
    preset: 'client',
    schema: `../schema/contracts/${contract}.graphql`,
    documents,
    presetConfig: { fragmentMasking: { unmaskFunctionName: 'reveal' } },
    config: { scalars, defaultScalarType: 'unknown', strictScalars: true, enumsAsTypes: true, useTypeImports: true, skipTypename: false, dedupeFragments: true },
  };
}

/** One set of types for each door: a page of the portal cannot even name what only staff may ask. */
const config: CodegenConfig = {
  ignoreNoDocuments: true,
  generates: {
    'src/gql/staff/': door('staff', ['src/features/staff/**/*.graphql']),
    'src/gql/portal/': door('portal', ['src/features/portal/**/*.graphql']),
    'src/gql/public/': door('public', ['src/features/booking/**/*.graphql']),
  },
};

export default config;
