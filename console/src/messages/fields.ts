import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../api/client';

export type MergeField = Schemas['MergeFieldItem'];

export const fieldsQuery = queryOptions({
  queryKey: ['merge-fields'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/messages/fields', { signal })),
  staleTime: Infinity, // they come with the server
});

/** What is written for a field, so that a message holds for every customer: what may be missing stands behind a condition, unless something
 *  stands in for it; what belongs to an order, too. */
export function insertionOf(field: MergeField): string {
  const name = `{{${field.name}}}`;
  const group = field.name.split('.')[0]!;
  if (field.list !== null) {
    return `{{#each ${field.list}}}\n- {{${field.name.slice(field.list.length + 1)}}}\n{{/each}}`;
  }
  switch (field.kind) {
    case 'group':
      return `{{#if ${field.name}}}\n\n{{/if}}`;
    case 'list':
      return `{{#each ${field.name}}}\n- {{name}} × {{quantity}}\n{{/each}}`;
    default:
      return field.presence === 'with-group' ? `{{#if ${group}}}${name}{{/if}}` : field.presence === 'optional' && field.fallback === null ? `{{#if ${field.name}}}${name}{{/if}}` : name;
  }
}

/** Emoji that shops write: of Unicode, which every channel shows. */
export const emoji = [...'😊🙇🎁🎂🎉✨🌸🍀🌻🍁⛄🎄🎍☕🍵🍰🧣👕👜💐💌📦🚚📮📣🔔⭐👍🙌💪'];
