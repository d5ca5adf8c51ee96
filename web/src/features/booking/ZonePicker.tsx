import { useId, useMemo } from 'react';
import { readerZone } from '../../lib/clock';
import { zoneWords } from '../../lib/format';
import css from './Booking.module.css';

function allZones(): string[] {
  const listed = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];
  return [...new Set([readerZone(), 'UTC', ...listed])].sort();
}

/** Every zone that the browser knows. */
export function ZonePicker({ zone, onZone }: { zone: string; onZone: (zone: string) => void }) {
  const zones = useMemo(allZones, []);
  const id = useId();
  return (
    <span className={css.zonePick}>
      <label className="fm-hidden" htmlFor={id}>Time zone</label>
      <select id={id} value={zone} onChange={(event) => onZone(event.target.value)} autoFocus>
        {!zones.includes(zone) && <option value={zone}>{zoneWords(zone)}</option>}
        {zones.map((one) => <option key={one} value={one}>{one.replaceAll('_', ' ')}</option>)}
      </select>
    </span>
  );
}
