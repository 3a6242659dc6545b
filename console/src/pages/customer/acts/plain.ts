/** As the server compares what is typed: without blanks, and whatever the width. */
export const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '');
