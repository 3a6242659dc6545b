import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { journeyQuery, useJourneyNames, useMessageTitles } from '../api/queries';
import { everyStep, journeyOf, stepOf, type Journey } from '../editor/model/journey';
import { contentOf } from '../editor/text/file';
import { isMap } from '../editor/text/json';
import { textOf } from '../editor/words';
import { useSay } from '../parts/words';

export interface Names {
  journey(id: string): string;
  /** A step as people know it: by what its message is called, else by its id. */
  step(journey: string, step: string): string;
  /** Where a step stands in its journey; steps that are gone come last. */
  place(journey: string, step: string): number;
}

/** @param text of the journey that is tried: a draft has steps of which nothing that is live knows. */
export function useNames(id: string, text: string, journeys: readonly string[]): Names {
  const say = useSay();
  const journey = useJourneyNames();
  const wanted = [...new Set(journeys)].sort();
  const titles = useMessageTitles(wanted);
  const bodies = useQueries({ queries: wanted.map(each => ({ ...journeyQuery(each), retry: false })) });
  const messages = new Map(bodies.flatMap(b => (b.data ? b.data.steps.map(s => [`${b.data.journey.id}|${s.id}`, s.messageId] as const) : [])));
  const places = new Map(bodies.flatMap(b => (b.data ? b.data.steps.map((s, at) => [`${b.data.journey.id}|${s.id}`, at] as const) : [])));
  const own = useMemo(() => ({ message: messageOfStep(text), steps: everyStep(fileOf(text)?.steps ?? []).map(s => s.id) }), [text]);
  return {
    journey: each => say(journey(each)),
    step: (of, step) => {
      const message = (of === id ? own.message(step) : undefined) ?? messages.get(`${of}|${step}`);
      return message == null ? step : titles(message);
    },
    place: (of, step) => {
      const at = of === id ? own.steps.indexOf(step) : -1;
      return at >= 0 ? at : (places.get(`${of}|${step}`) ?? Infinity);
    },
  };
}

/** The message that a step of the file sends. */
export function messageOfStep(text: string): (step: string) => string | undefined {
  const journey = fileOf(text);
  return step => {
    const says = journey === null ? undefined : stepOf(journey, step)?.says['send'];
    return isMap(says) ? textOf(says['message']) || undefined : undefined;
  };
}

function fileOf(text: string): Journey | null {
  const content = contentOf(text);
  const journey = content.isWhole ? journeyOf(content.value) : null;
  return journey !== null && 'steps' in journey ? journey : null;
}
