import { bucketOf } from './due-bucket.rules.js';

it.each<[string | null, string]>([[null, 'NO_DATE'], ['2026-11-18', 'OVERDUE'], ['2026-11-19', 'TODAY'], ['2026-11-20', 'THIS_WEEK'], ['2026-11-26', 'THIS_WEEK'], ['2026-11-27', 'LATER']])('%s lies in %s', (dueOn, bucket) => {
  expect(bucketOf(dueOn, '2026-11-19')).toBe(bucket);
});
