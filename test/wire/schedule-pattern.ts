// What the predicate of a schedule takes, for JSON Schema, which has no calendar.

const leapYear = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const dayOfYear = '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))';

/** A schedule, as a pattern of JSON Schema: `YYYY-MM-DDTHH:mm:ss`, a date and a time that exist. */
export const schedulePattern: string = `^(?:\\d{4}-${dayOfYear}|${leapYear}-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$`;
