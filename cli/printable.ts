// What a terminal would obey: text of customers and articles must not move its cursor or title.
const commands = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;

/** Text from outside as a terminal may show it: lines and tabs stay, other control characters go. */
export const printable = (text: string): string => text.replace(commands, '');
