#!/usr/bin/env bash
# Guess: isPossible, which libphonenumber-js and react-phone-number-input advise for forms, sees that a digit is missing, and isValid all the more.
#
# Seen: in Belarus it lets through anything from three digits too few to two too many, since the lengths of all kinds of numbers count, in the
# metadata for mobile phones alone as well, and so do google-libphonenumber and awesome-phonenumber; in Poland it is nearly as wide. A test with Russian,
# Latvian or American phones does not show it. In libphonenumber-js itself (the set 'min') Polish phones up to three digits short, and German ones
# of all these lengths, are even valid; in the set 'max' they are not. Each is a recipient who is refused, or paid for and never reached.
#
# libphonenumber-js 1.13.16, google-libphonenumber 3.2.47, awesome-phonenumber 7.8.0, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund libphonenumber-js@1.13.16 google-libphonenumber@3.2.47 awesome-phonenumber@7.8.0

cat > program.mjs <<'PROGRAM'
import { parsePhoneNumber as awesome } from 'awesome-phonenumber';
import google from 'google-libphonenumber';
import * as max from 'libphonenumber-js/max';
import * as min from 'libphonenumber-js/min';
import * as mobile from 'libphonenumber-js/mobile';

const util = google.PhoneNumberUtil.getInstance();
const parsers = {
  min: (phone) => min.parsePhoneNumber(phone),
  max: (phone) => max.parsePhoneNumber(phone),
  mobile: (phone) => mobile.parsePhoneNumber(phone),
  google: (phone) => {
    const number = util.parse(phone);
    return { isPossible: () => util.isPossibleNumber(number), isValid: () => util.isValidNumber(number) };
  },
  awesome: (phone) => {
    const { possible, valid } = awesome(phone);
    return { isPossible: () => possible, isValid: () => valid };
  },
};
const phones = { Belarus: '+375291111111', Poland: '+48600111222', Germany: '+4915112345678', Russia: '+79161234567', Latvia: '+37120012345', 'United States': '+12025550101' };
for (const [country, phone] of Object.entries(phones)) {
  const lengths = [-3, -2, -1, 0, 1, 2].map((more) => [more, more > 0 ? phone + '1'.repeat(more) : phone.slice(0, phone.length + more)]);
  console.log(country);
  for (const [name, parse] of Object.entries(parsers)) {
    const those = (test) => lengths.filter(([, text]) => parse(text)[test]()).map(([more]) => (more > 0 ? `+${more}` : more)).join(' ');
    console.log(`  ${name}: possible ${those('isPossible')}, valid ${those('isValid')}`);
  }
}
PROGRAM

cat > expected.txt <<'EXPECTED'
Belarus
  min: possible -3 -2 -1 0 +1 +2, valid 0
  max: possible -3 -2 -1 0 +1 +2, valid 0
  mobile: possible -3 -2 -1 0 +1 +2, valid 0
  google: possible -3 -2 -1 0 +1 +2, valid 0
  awesome: possible -3 -2 -1 0 +1 +2, valid 0
Poland
  min: possible -3 -2 -1 0 +1, valid -3 -2 -1 0
  max: possible -3 -2 -1 0 +1, valid 0
  mobile: possible -3 -2 -1 0 +1, valid 0
  google: possible -3 -2 -1 0 +1, valid 0
  awesome: possible -3 -2 -1 0 +1, valid 0
Germany
  min: possible -3 -2 -1 0 +1 +2, valid -3 -2 -1 0 +1 +2
  max: possible -3 -2 -1 0 +1 +2, valid 0
  mobile: possible -3 -2 -1 0 +1 +2, valid 0
  google: possible -3 -2 -1 0 +1 +2, valid 0
  awesome: possible -3 -2 -1 0 +1 +2, valid 0
Russia
  min: possible 0, valid 0
  max: possible 0, valid 0
  mobile: possible 0, valid 0
  google: possible -3 0, valid 0
  awesome: possible -3 0, valid 0
Latvia
  min: possible 0, valid 0
  max: possible 0, valid 0
  mobile: possible 0, valid 0
  google: possible 0, valid 0
  awesome: possible 0, valid 0
United States
  min: possible 0, valid 0
  max: possible 0, valid 0
  mobile: possible 0, valid 0
  google: possible -3 0, valid 0
  awesome: possible -3 0, valid 0
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
