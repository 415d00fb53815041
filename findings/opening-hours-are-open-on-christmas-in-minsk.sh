#!/usr/bin/env bash
# Guess: 'Mo-Su 09:00-21:00; PH off', the hours at which a mailing may go out, is closed on the public holidays of Belarus when the place is in
# Belarus.
#
# Seen: opening_hours is open on 7 January, Orthodox Christmas, which is a day off there: a mailing that waits for an open hour goes out at nine that
# morning. It knows eight others, the Catholic Christmas and Radunitsa among them, so that a test with 25 December or 3 July passes, and there is no
# warning. date-holidays knows the day. For Kazakhstan opening_hours throws, as it has no holidays for it.
#
# opening_hours 3.15.0, date-holidays 3.37.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund opening_hours@3.15.0 date-holidays@3.37.0

cat > program.mjs <<'PROGRAM'
import Holidays from 'date-holidays';
import OpeningHours from 'opening_hours';

const place = (code) => ({ lat: 53.9, lon: 27.57, address: { country_code: code, state: '' } });
const hours = new OpeningHours('Mo-Su 09:00-21:00; PH off', place('by'));
const holidays = new Holidays('BY');
for (const day of ['2027-01-01', '2027-01-07', '2027-03-08', '2027-05-11', '2027-07-03', '2027-11-07', '2027-12-25']) {
  const noon = new Date(`${day}T12:00:00`);
  const holiday = (holidays.isHoliday(noon) || []).some(({ type }) => type === 'public');
  console.log(`${day}: opening_hours ${hours.getState(noon) ? 'open' : 'closed'}, date-holidays ${holiday ? 'a public holiday' : 'a day like others'}`);
}
console.log('warnings:', hours.getWarnings().length, '| next opening after the evening of 6 January:', hours.getNextChange(new Date('2027-01-06T22:00:00')).toLocaleString('sv'));
try {
  new OpeningHours('Mo-Su 09:00-21:00; PH off', place('kz')).getState(new Date('2027-01-07T12:00:00'));
} catch {
  console.log('Kazakhstan: throws');
}
PROGRAM

cat > expected.txt <<'EXPECTED'
2027-01-01: opening_hours closed, date-holidays a public holiday
2027-01-07: opening_hours open, date-holidays a public holiday
2027-03-08: opening_hours closed, date-holidays a public holiday
2027-05-11: opening_hours closed, date-holidays a public holiday
2027-07-03: opening_hours closed, date-holidays a public holiday
2027-11-07: opening_hours closed, date-holidays a public holiday
2027-12-25: opening_hours closed, date-holidays a public holiday
warnings: 0 | next opening after the evening of 6 January: 2027-01-07 09:00:00
Kazakhstan: throws
EXPECTED

TZ=Europe/Minsk node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
