#!/usr/bin/env bash
# Guess: the callback of a message that was submitted is called once: with the gateway's answer, or, where the connection dies or the gateway is silent,
# with an error or at a timeout.
#
# Seen: smpp, the client of the protocol that operators speak, calls back for an answer only. A message that was under way as the connection died, and each
# one that is submitted afterwards, is never heard of again. A loop that awaits each message has nothing left to wait for, so that Node ends it
# with code 0 in the middle of the list: whoever started it reads success, and the report of what was sent is not written.
# The session's 'close' says that it is over, not which messages.
#
# smpp 0.5.1, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund smpp@0.5.1

cat > gateway.mjs <<'PROGRAM'
import smpp from 'smpp';

// Takes the first message, hangs up on the second one, or says nothing to it.
let taken = 0;
const gateway = smpp.createServer((session) => {
  session.on('error', () => {});
  session.on('bind_transceiver', (pdu) => session.send(pdu.response()));
  session.on('submit_sm', (pdu) => {
    taken++;
    if (taken === 1) session.send(pdu.response({ message_id: '1' }));
    else if (process.argv[2] === 'dies') session.socket.destroy();
    process.send({ taken });
  });
});
gateway.listen(0, '127.0.0.1', () => process.send({ port: gateway.address().port }));
PROGRAM

cat > sender.mjs <<'PROGRAM'
import smpp from 'smpp';

const session = smpp.connect({ url: `smpp://127.0.0.1:${process.argv[2]}` });
session.on('error', (error) => console.log(`error: ${error.message}`));
session.on('close', () => console.log('close'));
const answer = (send) => new Promise((called) => send(called));

async function mailing() {
  await answer((called) => session.bind_transceiver({ system_id: 'shop', password: 'secret' }, called));
  for (const phone of ['375291111111', '375292222222', '375293333333']) {
    const { command_status } = await answer((called) => session.submit_sm({ destination_addr: phone, short_message: 'Hello' }, called));
    console.log(`${phone}: status ${command_status}`);
  }
  console.log('the report is written');
}
process.on('exit', (code) => console.log(`ends with ${code}`));
mailing();
// As long as the connection is there, Node waits.
setTimeout(() => {
  console.log('still waiting');
  process.exit(1);
}, 3000).unref();
PROGRAM

cat > after.mjs <<'PROGRAM'
import smpp from 'smpp';

const session = smpp.connect({ url: `smpp://127.0.0.1:${process.argv[2]}` });
session.on('error', (error) => console.log(`error: ${error.message}`));
session.on('close', () => {
  let called = false;
  const message = { destination_addr: '375293333333', short_message: 'Hello' };
  const sent = session.submit_sm(message, () => {
    called = true;
  });
  setTimeout(() => console.log(`submitted after the close: ${sent}, called back: ${called}`), 1000);
});
session.on('connect', () => session.destroy());
PROGRAM

cat > program.mjs <<'PROGRAM'
import { fork } from 'node:child_process';
import { once } from 'node:events';

for (const way of ['dies', 'is silent']) {
  console.log(`the gateway ${way}:`);
  const gateway = fork('gateway.mjs', [way]);
  const [{ port }] = await once(gateway, 'message');
  let taken;
  gateway.on('message', (message) => {
    taken = message.taken;
  });
  for (const program of way === 'dies' ? ['sender.mjs', 'after.mjs'] : ['sender.mjs']) {
    const sender = fork(program, [port], { silent: true });
    sender.stdout.on('data', (text) => process.stdout.write(`${text}`.replace(/^/gm, '  ').trimEnd().concat('\n')));
    await once(sender, 'close');
  }
  console.log(`  messages that arrived: ${taken}`);
  gateway.kill();
}
PROGRAM

cat > expected.txt <<'EXPECTED'
the gateway dies:
  375291111111: status 0
  close
  ends with 0
  submitted after the close: false, called back: false
  messages that arrived: 2
the gateway is silent:
  375291111111: status 0
  still waiting
  ends with 1
  messages that arrived: 2
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
