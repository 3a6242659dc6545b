import type { Schemas } from '../api/client';
import { customersSearch, type CustomersSearch } from '../app/customersSearch';
import type { JsonMap } from '../editor/text/json';

type Segment = Schemas['SegmentItem'];

/** The filter of the page that a segment stands for. */
export function searchOf({ rank, half, tag, consent, last }: Segment): CustomersSearch {
  return customersSearch({ rank, half, tag, consent, last });
}

/** What is kept of the page's filter. */
export function filterOf(search: CustomersSearch): Pick<Schemas['SegmentText'], 'rank' | 'half' | 'tag' | 'consent' | 'last'> {
  return { rank: search.rank ?? null, half: search.half ?? 'any', tag: search.tag ?? null, consent: search.consent ?? null, last: search.last ?? null };
}

/** The segment that is shown now; undefined when the filter is none of them. */
export function shownSegment(segments: readonly Segment[], search: CustomersSearch): Segment | undefined {
  const wanted = JSON.stringify(filterOf(search));
  return segments.find(s => JSON.stringify(filterOf(searchOf(s))) === wanted);
}

/** A tag that the conditions of journeys can name. */
const plainTag = /^[\p{L}\p{N}_-]+$/u;

/** The same as the segment of a broadcast; null where its file cannot say it. Consent is asked for with every marketing message anyway. */
export function conditionOf({ rank, half, tag, last }: Segment): JsonMap | null {
  if (tag !== null && !plainTag.test(tag)) {
    return null;
  }
  const facts = [...(tag === null ? [] : [`tag.${tag} = true`]), ...(last === null ? [] : [last > 0 ? `daysSinceLast <= ${last}` : `daysSinceLast > ${-last}`])];
  const condition: JsonMap = { ...(rank === null ? {} : { rank: [rank] }), ...(half === 'any' ? {} : { half }), ...(facts.length === 0 ? {} : { fact: facts }) };
  return Object.keys(condition).length === 0 ? null : condition;
}
