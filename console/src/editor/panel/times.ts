/** A length of a journey file: calendar days, or an exact time. */
export type Length = { kind: 'days'; days: number } | { kind: 'exactly'; hours: number; minutes: number };

/** Null for what is neither, seconds included: it then stays as it is in the text. */
export function lengthOf(text: string): Length | null {
  const days = /^(\d+)d$/.exec(text);
  if (days) {
    return { kind: 'days', days: Number(days[1]) };
  }
  const exact = /^PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?$/.exec(text);
  return exact ? { kind: 'exactly', hours: Number(exact[1] ?? 0), minutes: Number(exact[2] ?? 0) } : null;
}

export function lengthText(length: Length): string {
  return length.kind === 'days' ? `${length.days}d` : `PT${length.hours}H${length.minutes > 0 ? `${length.minutes}M` : ''}`;
}
