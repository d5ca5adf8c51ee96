import fc from 'fast-check';
import { dropFault, type DroppedCard } from './drop.rules.js';

const card: DroppedCard = { title: 'Draft', state: 'OPEN', column: 0, waitsFor: [] };
const to = { title: 'Review', position: 1, wipLimit: 2, open: 1 };
const project = { name: 'Year end', open: true };

it('says why it refuses', () => {
  expect(dropFault(card, to, project)).toBeNull();
  expect(dropFault(card, { ...to, open: 2 }, project)?.sentence).toBe('«Review» is full: it takes 2 open cards and has 2.');
  expect(dropFault({ ...card, waitsFor: ['Chase'] }, to, project)?.sentence).toBe('«Draft» cannot go on to «Review»: it waits for «Chase».');
  expect(dropFault({ ...card, state: 'CANCELLED' }, to, project)?.reason).toBe('PROJECTS_CARD_ENDED');
  expect(dropFault(card, to, { name: 'Year end', open: false })?.reason).toBe('PROJECTS_PROJECT_CLOSED');
});

it('lets what is blocked go back, what is done pass a full column, and order within a column be free', () => {
  expect(dropFault({ ...card, column: 2, waitsFor: ['Chase'] }, to, project)).toBeNull();
  expect(dropFault({ ...card, state: 'DONE', waitsFor: ['Chase'] }, { ...to, open: 9 }, project)).toBeNull();
  expect(dropFault({ ...card, column: 1, waitsFor: ['Chase'] }, { ...to, open: 9 }, project)).toBeNull();
});

it('never lets a column grow over its limit by a drop from another one', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 9 }), fc.nat({ max: 12 }), fc.boolean(), (wipLimit, open, fromRight) => {
    const allowed = dropFault({ ...card, column: fromRight ? 2 : 0 }, { ...to, wipLimit, open }, project) === null;
    expect(allowed).toBe(open < wipLimit);
  }));
});
