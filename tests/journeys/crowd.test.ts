import { visitor } from '../support/actors.js';
import { bookingInput, bookingSelection, freeSlots, newGuest } from '../support/firm.js';
import { look } from '../support/house.js';
import { journey } from '../support/journey.js';

describe('two hundred visitors want one time at the same moment', () => {
  journey('one gets it, the others are told that it is taken, and nobody sees a fault', async (story) => {
    const [slot] = await freeSlots(story.firm);
    const query = `mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) ${bookingSelection} }`;
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 200 }, () => visitor.try(query, { input: bookingInput(story.firm, newGuest(), slot?.start ?? '') })));
    process.stderr.write(`  200 bookings of one time answered after ${Math.round(performance.now() - began)} ms\n`);
    const told = answers.map(({ errors }) => errors[0]?.extensions?.reason ?? errors[0]?.message ?? 'booked');
    const counts = Object.fromEntries([...new Set(told)].map((word) => [word, told.filter((one) => one === word).length]));
    expect(counts).toEqual({ booked: 1, SCHEDULING_SLOT_TAKEN: 199 });
    await story.runThatIs('COMPLETED');
    expect(await story.grew(['scheduling.appointments', 'scheduling.appointment_hosts', 'crm.clients', 'workflow.runs'])).toEqual({ 'scheduling.appointments': 1, 'scheduling.appointment_hosts': 1, 'crm.clients': 1, 'workflow.runs': 1 });
    expect(await look('select 1 from scheduling.hold_due where tenant_id = $1', [story.firm.uuid])).toEqual([]);
    await story.keepsItsPromises();
  });
});
