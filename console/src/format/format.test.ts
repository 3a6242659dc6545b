import { describe, expect, it } from 'vitest';
import { addDays, formatsOf } from './format';

const ja = formatsOf('ja', 'Asia/Tokyo');
const en = formatsOf('en', 'Asia/Tokyo');

describe('values in Japanese form', () => {
  it('write days with their weekday', () => expect(ja.day('2026-05-31')).toBe('2026年5月31日(日)'));
  it('write months', () => expect([ja.month('2026-05'), ja.month('2026-05-31')]).toEqual(['2026年5月', '2026年5月']));
  it('write instants on the clock of the shop', () => expect(ja.instant('2026-05-31T15:30:00Z')).toBe('2026年6月1日 00:30'));
  it('take the day of an instant from the clock of the shop', () => {
    expect(ja.dayOf('2026-05-31T14:59:59Z')).toBe('2026-05-31');
    expect(ja.dayOf('2026-05-31T15:00:00Z')).toBe('2026-06-01');
  });
  it('write yen as shops do', () => expect(ja.money({ amount: 2300, currency: 'JPY' })).toBe('2,300円'));
  it('write shares with one decimal', () => expect(ja.share(0.3539)).toBe('35.4%'));
});

describe('values in English form', () => {
  it('write days', () => expect(en.day('2026-05-31')).toContain('31 May 2026'));
  it('write yen', () => expect(en.money({ amount: 2300, currency: 'JPY' })).toMatch(/¥2,300$/));
  it('write minor units as major ones', () => expect(en.money({ amount: 1250, currency: 'GBP' })).toBe('£12.50'));
});

describe('days', () => {
  it('go on over the ends of months', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });
});
