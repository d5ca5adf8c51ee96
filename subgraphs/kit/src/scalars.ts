import { GraphQLScalarType } from 'graphql';
import { GraphQLBigInt, GraphQLDateTimeISO, GraphQLJSON, GraphQLLocalDate, GraphQLTimeZone } from 'graphql-scalars';

const described = (scalar: GraphQLScalarType, name: string, description: string): GraphQLScalarType =>
  new GraphQLScalarType({ ...scalar.toConfig(), name, description });

/** An instant in UTC, ISO 8601. */
export const DateTimeScalar = described(GraphQLDateTimeISO, 'DateTime', 'An instant in UTC, ISO 8601 with milliseconds.');
/** A calendar date, `YYYY-MM-DD`. */
export const DateScalar = described(GraphQLLocalDate, 'Date', 'A calendar date without a time, `YYYY-MM-DD`.');
/** An IANA time zone name. */
export const TimeZoneScalar = described(GraphQLTimeZone, 'TimeZone', 'An IANA time zone, such as `Europe/London`.');
/** A whole number of any size. */
export const BigIntScalar = new GraphQLScalarType({
  ...described(GraphQLBigInt, 'BigInt', 'A whole number of any size.').toConfig(),
  // What a number of JSON was before its reader rounded it, nobody can tell: such amounts come as text.
  parseValue: (value) => {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new TypeError('A whole number beyond 2^53 comes as text, and a broken one not at all.');
    return GraphQLBigInt.parseValue(value);
  },
});
/** Free-form data whose shape its owner describes. */
export const JsonScalar = described(GraphQLJSON, 'JSON', 'Data whose shape its field describes.');
/** A three-letter currency code of ISO 4217. */
export const CurrencyCodeScalar = new GraphQLScalarType({
  name: 'CurrencyCode', description: 'A three-letter currency code of ISO 4217.',
  parseValue: (value) => { if (typeof value === 'string' && /^[A-Z]{3}$/.test(value)) return value; throw new TypeError('A currency is three capital letters.'); },
});
/** An exact decimal number as text. */
export const DecimalScalar = new GraphQLScalarType({
  name: 'Decimal', description: 'An exact decimal number as text, such as `1200.00`.',
  parseValue: (value) => { if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return value; throw new TypeError('A decimal is digits with at most one point.'); },
});
