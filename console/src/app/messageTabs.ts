/** What the page of messages shows; the first is what it opens with. */
export const messageTabs = ['messages', 'parts', 'images'] as const;
