/** The text, or its beginning with a mark that more was there; never half a character. */
export const cutTo = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')} …`;
