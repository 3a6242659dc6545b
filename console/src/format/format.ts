import type { Schemas } from '../api/client';
import type { Locale } from '../i18n/locale';

type Money = Schemas['Money'];

/** How values are written: in Japanese 2026年5月31日(日) 10:00 and 2,300円. Built once for a language and a time zone. */
export interface Formats {
  /** A day of the shop: 2026年5月31日(日). */
  day(iso: string): string;
  /** The same where there is little room: 5/31. */
  shortDay(iso: string): string;
  /** A month, given by one of its days or as 2026-05: 2026年5月. */
  month(iso: string): string;
  /** An instant on the shop's wall clock. */
  instant(iso: string): string;
  /** Its time alone. */
  time(iso: string): string;
  /** The shop's day of an instant, as 2026-05-31. */
  dayOf(iso: string): string;
  money(money: Money): string;
  count(value: number): string;
  /** 0 to 1. */
  share(value: number): string;
}

export function formatsOf(locale: Locale, timeZone: string): Formats {
  const tag = locale === 'ja' ? 'ja-JP' : 'en-GB';
  const days = new Intl.DateTimeFormat(tag, { year: 'numeric', month: locale === 'ja' ? 'long' : 'short', day: 'numeric', weekday: 'short', timeZone: 'UTC' });
  const shortDays = new Intl.DateTimeFormat(tag, { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
  const months = new Intl.DateTimeFormat(tag, { year: 'numeric', month: 'long', timeZone: 'UTC' });
  const instants = new Intl.DateTimeFormat(tag, { year: 'numeric', month: locale === 'ja' ? 'long' : 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZone });
  const times = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', timeZone });
  const isoDays = new Intl.DateTimeFormat('sv-SE', { timeZone });
  const counts = new Intl.NumberFormat(tag);
  const shares = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 });
  return {
    day: iso => days.format(new Date(`${iso}T00:00:00Z`)),
    shortDay: iso => shortDays.format(new Date(`${iso}T00:00:00Z`)),
    month: iso => months.format(new Date(`${iso.slice(0, 7)}-01T00:00:00Z`)),
    instant: iso => instants.format(new Date(iso)),
    time: iso => times.format(new Date(iso)),
    dayOf: iso => isoDays.format(new Date(iso)),
    money: money => moneyText(money, tag),
    count: value => counts.format(value),
    share: value => shares.format(value),
  };
}

/** Amounts come in minor units; yen have none. Yen are written as shops write them. */
function moneyText(money: Money, tag: string): string {
  const currency = new Intl.NumberFormat(tag, { style: 'currency', currency: money.currency });
  const major = money.amount / 10 ** (currency.resolvedOptions().maximumFractionDigits ?? 0);
  return money.currency === 'JPY' && tag === 'ja-JP' ? `${new Intl.NumberFormat(tag).format(major)}円` : currency.format(major);
}

/** The day so many days away. */
export function addDays(iso: string, days: number): string {
  const day = new Date(`${iso}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
