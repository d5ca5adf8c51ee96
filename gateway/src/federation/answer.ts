import { isCompositeType, isEnumType, isListType, isNonNullType, isObjectType, isSpecifiedScalarType } from 'graphql';
import type { GraphQLCompositeType, GraphQLLeafType, GraphQLOutputType, GraphQLSchema } from 'graphql';
import { isObject, put } from './merging.js';
import type { Json } from './merging.js';
import type { Shape, ShapedField } from './shape.js';

/** A null where none may stand: it takes the object around it with it. */
const BROKEN = Symbol('a null where none may stand');
type Shaped = unknown;

/** Names that every object answers to: with them one must ask whether the object has a field of its own. */
const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * Gives what domains said the shape of the question: the fields in their order and nothing else, nulls as the schema lets them spread. Values that do not
 * fit their type become null; a list where an object belongs, or the other way round, is thrown.
 */
export class Answering {
  /** Whether something did not fit: a domain does not keep to its own schema. */
  isUnfit = false;

  constructor(private readonly schema: GraphQLSchema) {}

  /** The answer; null when a null spread to the top. */
  shaped(data: Json, shape: Shape, root: GraphQLCompositeType): Json | null {
    const made = this.object(data, shape, root);
    return made === BROKEN ? null : made as Json;
  }

  private object(data: Json, shape: Shape, type: GraphQLCompositeType): Shaped {
    const made: Json = {};
    for (const field of shape.fieldsOf(type)) {
      const value = field.isTypename ? this.typename(data, field, type) : this.value(read(data, field.name), field.type, field.of);
      if (value === BROKEN) return BROKEN;
      put(made, field.name, value);
    }
    return made;
  }

  private typename(data: Json, { name }: ShapedField, type: GraphQLCompositeType): Shaped {
    const said = read(data, name) ?? data.__typename;
    const named = typeof said === 'string' ? this.schema.getType(said) ?? type : type;
    return isObjectType(named) ? named.name : BROKEN;
  }

  private value(value: unknown, type: GraphQLOutputType, of: Shape | null): Shaped {
    if (isNonNullType(type)) {
      const made = this.value(value, type.ofType, of);
      if (made !== null) return made;
      this.isUnfit = true;
      return BROKEN;
    }
    if (value === null || value === undefined) return null;
    if (isListType(type)) return this.list(value, type.ofType, of);
    if (isCompositeType(type)) return this.composite(value, type, of);
    if (fits(value, type)) return value;
    this.isUnfit = true;
    return null;
  }

  private list(values: unknown, type: GraphQLOutputType, of: Shape | null): Shaped {
    if (!Array.isArray(values)) throw new Error('a domain answered a list with something else');
    const made: unknown[] = [];
    for (const value of values) {
      const one = this.value(value, type, of);
      if (one === BROKEN) return null;
      made.push(one);
    }
    return made;
  }

  private composite(value: unknown, type: GraphQLCompositeType, of: Shape | null): Shaped {
    if (!isObject(value) || !of) throw new Error('a domain answered an object with something else');
    const said = value.__typename === undefined ? type : this.schema.getType(String(value.__typename));
    if (!isCompositeType(said)) {
      this.isUnfit = true;
      return null;
    }
    const made = this.object(value, of, said);
    return made === BROKEN ? null : made;
  }
}

const read = (data: Json, name: string): unknown => (INHERITED.has(name) && !Object.hasOwn(data, name) ? undefined : data[name]);

const integer = /^-?\d+$/;

/** Whether a scalar is what its type says; what own scalars mean is their domain's business. */
function fits(value: unknown, type: GraphQLLeafType): boolean {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) !== undefined;
  if (!isSpecifiedScalarType(type)) return true;
  if (typeof value === 'string') return type.name === 'String' || type.name === 'ID';
  if (typeof value === 'boolean') return type.name === 'Boolean';
  return typeof value === 'number' && Number.isFinite(value) && (type.name === 'Float' || ((type.name === 'Int' || type.name === 'ID') && integer.test(String(value))));
}
