import { placesFor, signaturePage, type Place } from './signature-page.rules.js';

const overlap = (one: Place, two: Place): boolean => one.x < two.x + two.width && two.x < one.x + one.width && one.y < two.y + two.height && two.y < one.y + one.height;

it.each([1, 2, 4, 5, 9, 30])('gives %i people places of their own on the page', (people) => {
  const places = Array.from({ length: people }, (_, at) => Object.values(placesFor(at, people) as unknown as Record<string, Place>)).flat();
  expect(places).toHaveLength(people * 3);
  for (const [at, one] of places.entries()) {
    expect(one.x >= signaturePage.left && one.x + one.width <= signaturePage.right && one.y >= signaturePage.top && one.y + one.height <= signaturePage.bottom).toBe(true);
    expect(one.height).toBeGreaterThanOrEqual(7);
    expect(places.slice(at + 1).some((other) => overlap(one, other))).toBe(false);
  }
});
