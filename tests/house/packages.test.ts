import { readFileSync } from 'node:fs';
import { houseRoot } from './run.js';

interface Locked { packages: Record<string, { version?: string; link?: boolean; dependencies?: Record<string, string>; devDependencies?: Record<string, string> }> }
const lock = JSON.parse(readFileSync(`${houseRoot}package-lock.json`, 'utf8')) as Locked;
const floors = JSON.parse(readFileSync(`${houseRoot}infra/security-floors.json`, 'utf8')) as Record<string, { atLeast: string; why: string }>;
const copiesOf = (name: string): string[] => Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`)).map(([, one]) => one.version ?? '');

/** True when `version` is `floor` or later; a pre-release of the floor is not. */
const reaches = (version: string, floor: string): boolean => {
  const [have, need] = [version, floor].map((text) => text.split('-')[0]?.split('.').map(Number) ?? []);
  const at = [0, 1, 2].find((i) => have?.[i] !== need?.[i]);
  return at === undefined ? !version.includes('-') : (have?.[at] ?? 0) > (need?.[at] ?? 0);
};

test('there is one copy of graphql: two would not know each other\'s types', () => {
  expect(copiesOf('graphql')).toHaveLength(1);
  expect(copiesOf('reflect-metadata')).toHaveLength(1);
  expect(copiesOf('type-graphql')).toHaveLength(1);
  expect(copiesOf('@mikro-orm/core')).toHaveLength(1);
});

test.each(Object.entries(floors))('%s stands on or above its security floor, in every copy', (name, { atLeast, why }) => {
  expect(why.length).toBeGreaterThan(20);
  expect(copiesOf(name).length).toBeGreaterThan(0);
  expect(copiesOf(name).filter((version) => !reaches(version, atLeast))).toEqual([]);
});

test('the comparison of versions bites', () => {
  expect([reaches('5.4.9', '5.5.0'), reaches('5.5.0', '5.5.0'), reaches('5.5.0-rc.1', '5.5.0'), reaches('5.10.0', '5.5.0'), reaches('6.0.0', '5.5.0'), reaches('4.9.9', '5.5.0')]).toEqual([false, true, false, true, true, false]);
});

test('what the house builds on is pinned to one version exactly', () => {
  const own = Object.entries(lock.packages).filter(([path]) => !path.includes('node_modules'));
  const loose = own.flatMap(([path, one]) => Object.entries({ ...one.dependencies, ...one.devDependencies }).filter(([, range]) => !/^\d+\.\d+\.\d+/.test(range)).map(([name, range]) => `${path || 'root'}: ${name} ${range}`));
  expect(loose).toEqual([]);
});
