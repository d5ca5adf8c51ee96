import { leaveStream } from './events.js';
import type { FirmPlan } from './firm.js';
import { leaveHouse } from './house.js';
import { Story } from './story.js';

/** A test of one story in a fresh firm. When it fails, the story is printed. */
export function journey(sentence: string, tell: (story: Story) => Promise<void>, plan: FirmPlan = {}): void {
  it(sentence, async () => {
    const story = await Story.open(plan);
    try {
      await tell(story);
    } catch (error) {
      process.stderr.write(`${await story.print().catch((fault: Error) => `The story could not be told: ${fault.message}`)}\n`);
      throw error;
    }
  });
}

/** The same journey with each of these values; `%i` in the sentence stands for the value. */
journey.each = (values: readonly number[]) => (sentence: string, tell: (value: number) => (story: Story) => Promise<void>): void => {
  for (const value of values) journey(sentence.replace('%i', String(value)), tell(value));
};

afterAll(async () => {
  await leaveStream();
  await leaveHouse();
});
