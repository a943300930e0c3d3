// A calendar other programs subscribe to (RFC 5545): deadlines as numbers with a link, and nothing about what they are for.
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { dayOf, type Instant, timeOfDay } from '#core/time/day.ts';

export type DueEntry = { id: string; summary: string; dueAt: Instant; link: string; isProvisional: boolean };

/** `now` stamps the entries. A deadline at the end of a day stands on the whole day; others at their minute. */
export function calendarFeed(name: string, entries: readonly DueEntry[], now: Instant): string {
  const calendar = ical({
    name,
    prodId: { company: 'daodi', product: 'deadlines', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  });
  for (const { id, summary, dueAt, link, isProvisional } of entries) {
    const isDay = timeOfDay(dueAt) >= '23:59';
    calendar.createEvent({
      id: `${id}@daodi`,
      stamp: new Date(now),
      start: new Date(isDay ? `${dayOf(dueAt)}T00:00:00Z` : dueAt),
      ...(isDay ? { allDay: true } : {}),
      summary,
      status: isProvisional ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.TRANSPARENT,
      ...(link === '' ? {} : { url: link }),
    });
  }
  return calendar.toString();
}
