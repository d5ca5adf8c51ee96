import { useQuery } from '@apollo/client/react';
import { useEffect, useMemo, useState } from 'react';
import { FreeTimesDocument, type FreeTimesQuery } from '../../gql/public/graphql';
import { now } from '../../lib/clock';
import { addDays, dayOf, daysBetween } from '../../lib/format';
import { failuresOf } from '../../lib/failures';

export type Slot = FreeTimesQuery['availableSlots'][number];

interface Asked {
  firm: string;
  page: string;
  typeId: string | undefined;
  zone: string;
  horizonDays: number;
}

/** The longest window that one question may cover. */
const windowDays = 61;

/** The free times of a page in the visitor's zone, by day, and the one that is chosen. */
export function useFreeTimes({ firm, page, typeId, zone, horizonDays }: Asked) {
  const today = dayOf(now(), zone);
  const last = addDays(today, horizonDays);
  const [from, setFrom] = useState(today);
  const to = daysBetween(from, last) < windowDays ? (daysBetween(from, last) > 0 ? last : from) : addDays(from, windowDays - 1);
  const { data, previousData, error, loading, refetch } = useQuery(FreeTimesDocument, { variables: { firm, page, typeId, from, to, zone }, fetchPolicy: 'network-only', errorPolicy: 'all', skip: !typeId, notifyOnNetworkStatusChange: true });
  const slots = (data ?? previousData)?.availableSlots;
  const byDay = useMemo(() => {
    const days = new Map<string, Slot[]>();
    for (const slot of slots ?? []) {
      const day = slot.local.slice(0, 10);
      days.set(day, [...(days.get(day) ?? []), slot]);
    }
    return days;
  }, [slots]);
  const [day, setDay] = useState<string | null>(null);
  const [start, setStart] = useState<string | null>(null);
  const [lostStart, setLostStart] = useState<string | null>(null);
  const first = [...byDay.keys()].sort()[0] ?? null;
  const shownDay = day && byDay.has(day) ? day : first;
  useEffect(() => { setDay(null); }, [zone, typeId]);
  const chosen = slots?.find((slot) => slot.start === start) ?? null;
  return {
    today, last, byDay, loading, day: shownDay, chosen, lostStart, failed: failuresOf(error).length > 0,
    chooseDay: setDay,
    choose: (slot: Slot) => { setStart(slot.start); setLostStart(null); },
    /** Somebody was faster: says so, forgets the choice and asks again. */
    markLost: () => { setLostStart(start); setStart(null); void refetch(); },
    /** Brings the window to a month that lies outside it. */
    showMonth: (firstDay: string) => { if (firstDay < from || daysBetween(from, firstDay) > windowDays - 28) setFrom(firstDay < today ? today : firstDay); },
    again: () => void refetch(),
  };
}

export type FreeTimes = ReturnType<typeof useFreeTimes>;
