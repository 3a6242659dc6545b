import { describe, expect, it } from 'vitest';
import { customersSearch } from './customersSearch';

describe('the filter of customers in an address', () => {
  it('is read as it was written', () => {
    const filter = { rank: 'new', half: 'lapsed', tag: 'vip', consent: 'line', last: -90 } as const;
    expect(customersSearch(filter)).toEqual(filter);
    expect(customersSearch({ last: '30' })).toEqual({ last: 30 });
  });

  it.each([{ half: 'any' }, { tag: '' }, { consent: 'webhook' }, { last: 31 }, { last: '' }, { rank: 1 }, { name: '山田' }])('leaves out %o', search => {
    expect(customersSearch(search)).toEqual({});
  });
});
