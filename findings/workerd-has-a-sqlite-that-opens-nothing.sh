#!/usr/bin/env bash
# Guess: a runtime that has no SQLite has no module `node:sqlite`, so that asking for the module tells whether there is one.
#
# Seen: workerd has the module, by getBuiltinModule and by import, and DatabaseSync is a function in it; `new DatabaseSync(':memory:')` throws
# "Illegal constructor". (A library that falls back where the module is missing does not fall back. Only opening one tells.)
#
# workerd 1.20261117.1, compatibility date 2026-10-01.
set -euo pipefail
folder=$(mktemp -d)
worker=
trap '[ -z "$worker" ] || kill "$worker" 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts workerd@1.20261117.1

cat > worker.js <<'PROGRAM'
export default {
  fetch() {
    const sqlite = process.getBuiltinModule('node:sqlite');
    try {
      new sqlite.DatabaseSync(':memory:');
      return new Response('opened');
    } catch ({ name, message }) {
      return new Response(`${typeof sqlite.DatabaseSync}, then ${name}: ${message}`);
    }
  },
};
PROGRAM
cat > config.capnp <<'CONFIG'
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "worker", worker = (modules = [(name = "worker", esModule = embed "worker.js")], compatibilityDate = "2026-10-01"))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);
CONFIG
mkfifo told
"$(echo node_modules/@cloudflare/workerd-*/bin/workerd)" serve config.capnp --control-fd=3 3> told 2>/dev/null &
worker=$!
read -r line < told
seen=$(node -e "fetch('http://127.0.0.1:' + JSON.parse(process.argv[1]).port).then((answer) => answer.text()).then(console.log)" "$line")
echo "$seen"
[ "$seen" = 'function, then TypeError: Illegal constructor' ] || { echo 'This has changed.'; exit 1; }
echo 'As found.'
