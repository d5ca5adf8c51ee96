import { buildSchema } from 'graphql';
import { fixtures } from '../walls/fixtures/house.js';
import { fieldsOf, idleExceptions, unasked, untold } from '../walls/plan.js';
import { doors, operations, subgraphs, type Operation } from '../walls/schemas.js';

// The walk itself needs a running house (tests/walls); that nothing is missing for it is seen here in a moment.
test('every operation, argument, field and reference can be tried by the walk along the walls', () => {
  expect(untold(fixtures, (name) => subgraphs[name])).toEqual([]);
  expect(Object.values(doors).flatMap((schema) => unasked(fixtures, schema))).toEqual([]);
});

test('no exception is idle or without a reason', () => {
  const fields = new Set(Object.values(doors).flatMap((schema) => [...fieldsOf(schema)]));
  expect(idleExceptions(fixtures, operations, fields)).toEqual([]);
});

describe('somebody who adds to the graph and not to the fixtures', () => {
  const row = (operation: string, kind: Operation['kind'] = 'mutation'): Operation => ({ operation, kind, subgraph: 'files', permission: null, internal: false, tenantless: false });
  const schema = buildSchema(`scalar Colour scalar JSON
    input PaintInput { doorId: ID!, brushes: [BrushInput!] } input BrushInput { handleId: ID! }
    type Door { id: ID! hinge(side: String!): Hinge } type Hinge { id: ID! }
    type Query { door(id: ID!): Door } type Mutation { paintDoor(input: PaintInput!, colour: Colour!): Door }`);

  test('is told what to add for a mutation, an argument below it, a scalar and a reference', () => {
    const told = untold(fixtures, () => schema, [row('paintDoor'), row('door', 'query'), row('Door', 'reference')]);
    expect(told).toEqual([
      expect.stringMatching(/mutation paintDoor takes an id in input\.doorId.*`records` in tests\/walls\/fixtures\/files\.ts.*`paintDoor\.doorId` to `means`/),
      expect.stringMatching(/mutation paintDoor takes an id in input\.brushes\.handleId/),
      expect.stringMatching(/mutation paintDoor needs colour: Colour.*`given` in tests\/walls\/fixtures\/files\.ts/),
      expect.stringMatching(/query door takes an id in id/),
      expect.stringMatching(/the reference Door has no record: add Door to `records`/),
    ]);
  });

  test('is told of a field that no question reaches', () => {
    expect(unasked(fixtures, schema)).toEqual([expect.stringContaining('Door.hinge is asked for by no question'), expect.stringContaining('Hinge.id is asked for by no question')]);
  });

  test('is told of a domain without fixtures', () => {
    expect(untold(fixtures, () => schema, [{ ...row('door', 'query'), subgraph: 'doors' }])).toEqual([expect.stringContaining('tests/walls/fixtures/doors.ts is missing')]);
  });
});
