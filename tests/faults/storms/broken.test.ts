import { eventually } from './patience.js';
import { atBroker, sound, type Ledger } from './ledger.js';
import type { Point, Variant } from './plan.js';
import { Scene } from './scene.js';

let scene: Scene;
beforeAll(async () => { scene = await Scene.open(); });
afterAll(() => scene.close());

const events = 60;

interface Mishap { readonly crash?: { readonly at: Point; readonly nth: number }; readonly hiccup?: readonly string[] }

/** The same load and the same mishap for a broken consumer and its healthy twin: the name draws both. */
async function suffer(name: string, variant: Variant, mishap: () => Mishap): Promise<Ledger> {
  await scene.begin(name, 6);
  await scene.patience(1_000);
  await scene.load.commit(events);
  await scene.relay();
  await eventually(async () => (await scene.bench.messages()) === events, 'all are on the stream');
  const fate = mishap();
  const first = await scene.consumer({ variant, ...fate });
  if (fate.crash) {
    await first.ended();
    await scene.consumer({ variant });
  }
  if (variant === 'house') return scene.settled({ variant });
  await eventually(async () => (await atBroker(scene.bench)) === 0, 'the broken one believes that all is done');
  return scene.books({ variant });
}

const nth = (): number => 5 + scene.dice.roll(40);
const dies = (at: Point) => (): Mishap => ({ crash: { at, nth: nth() } });
const stumbles = (): Mishap => ({ hiccup: [scene.load.things[scene.dice.roll(6)]?.id ?? ''] });

describe.each<{ variant: Exclude<Variant, 'house'>; breaks: keyof Ledger; mishap: () => Mishap; twin: () => Mishap }>([
  { variant: 'no-inbox', breaks: 'duplicated', mishap: dies('after-commit-before-ack'), twin: dies('after-commit-before-ack') },
  { variant: 'inbox-apart', breaks: 'lost', mishap: dies('between'), twin: dies('after-effect-before-commit') },
  { variant: 'ack-first', breaks: 'lost', mishap: dies('between'), twin: dies('after-effect-before-commit') },
  { variant: 'no-gate', breaks: 'outOfOrder', mishap: stumbles, twin: stumbles },
])('a consumer built wrong ($variant)', ({ variant, breaks, mishap, twin }) => {
  test(`is caught by the figure «${breaks}»`, async () => {
    expect((await suffer(`broken: ${variant}`, variant, mishap))[breaks]).toBeGreaterThan(0);
  });

  test('and the house\'s own one passes on the same seed', async () => {
    expect(await suffer(`broken: ${variant}`, 'house', twin)).toMatchObject(sound(events));
  });
});
