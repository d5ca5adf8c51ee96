import { sendAsPage } from './browser.js';
import { houseAt } from './house.js';
import type { HousePlace } from './house.js';

// In a process of its own, as a browser is: in the store's process each would take the other's time.
process.on('message', ({ place, path }: { place: HousePlace; path: string }) => {
  void sendAsPage(houseAt(place), path).then((sent) => process.send?.(sent), (error: unknown) => process.send?.({ fault: String(error) }));
});
process.once('disconnect', () => process.exit(0));
process.send?.({});
